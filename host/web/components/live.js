// The one polite live region. Errors are not told here: they are alerts.

/** Says something to those who cannot see it happen. */
export function announce(text) {
  document.getElementById('live').textContent = text;
}
