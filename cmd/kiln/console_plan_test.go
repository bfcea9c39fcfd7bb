package main

import (
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/kilnworks/kiln/host/billing/stripetest"
	"github.com/kilnworks/kiln/host/store"
)

// leavesFor waits until the browser asks for an address elsewhere, and returns it.
func (p *page) leavesFor(base string) string {
	p.Helper()
	p.expect("a request to another origin: "+base, "net::ERR")
	for end := time.Now().Add(pageTimeout); ; time.Sleep(20 * time.Millisecond) {
		p.mu.Lock()
		for _, trouble := range p.troubles {
			if _, address, ok := strings.Cut(trouble, "a request to another origin: "); ok && strings.HasPrefix(address, base) {
				p.mu.Unlock()
				return address
			}
		}
		p.mu.Unlock()
		if time.Now().After(end) {
			p.Fatalf("the browser never asked for %s; the page says:\n%s", base, p.text())
		}
	}
}

// TestConsolePays goes to the checkout and comes back with another tier, then to
// the portal. Paying itself happens at Stripe.
func TestConsolePays(t *testing.T) {
	stripe := stripetest.Start(t)
	db := store.Config{DataDir: t.TempDir()}
	args := append(withTiers(t, "{name: trial, generations: 25, trialDays: 14, callsPerMinute: 6000}",
		"{name: pro, generations: 5000, callsPerMinute: 6000, prices: [price_pro, price_pro_yearly]}"),
		"--stripe-url", stripe.URL, "--stripe-key", "sk_test_1", "--stripe-webhook-secrets", "whsec_1")
	s := serveProcess(t, db, args...)
	p := openBrowser(t, s.url)
	p.signIn(db)
	upgrades := `[...document.querySelectorAll('main button')].map((b) => b.textContent.trim()).filter((text) => text.startsWith('Upgrade'))`

	p.open("/plan") // while nobody knows what they cost
	p.sees("is on the plan Trial", "The trial ends", "Upgrade to Pro (price_pro)", "Upgrade to Pro (price_pro_yearly)")
	stripe.SetPrice(stripetest.Price{ID: "price_pro", Currency: "eur", Amount: 4900, Interval: "month", Count: 1})
	stripe.SetPrice(stripetest.Price{ID: "price_pro_yearly", Currency: "eur", Amount: 49900, Interval: "year", Count: 1})
	s.stop(syscall.SIGTERM)
	s = serveProcess(t, db, append(args, "--addr", strings.TrimPrefix(s.url, "http://"))...)
	p.knowsPrices()
	p.open("/plan")
	p.sees("Upgrade to Pro")
	if got := eval[[]string](p, upgrades); !slices.Equal(got, []string{"Upgrade to Pro · €49.00 a month", "Upgrade to Pro · €499.00 a year"}) {
		t.Errorf("the prices are called %q", got)
	}
	if strings.Contains(p.text(), "Invoices") {
		t.Error("who has never paid is led to invoices")
	}
	p.click("Upgrade to Pro")
	checkout := p.leavesFor("https://checkout.stripe.test/")
	if !strings.Contains(checkout, "back="+s.url+"/plan?checkout=success") || !strings.Contains(checkout, "cancel="+s.url+"/plan") {
		t.Errorf("the checkout leads back elsewhere: %s", checkout)
	}
	sub := stripe.Pay()
	event := stripetest.Event("evt_1", "checkout.session.completed", sub)
	caller{url: s.url}.must(t, 200, "POST", "/v1/webhooks/stripe", string(event), "Authorization", "",
		"Stripe-Signature", stripetest.Sign(event, "whsec_1", time.Now()))
	p.open("/plan?checkout=success")
	p.sees("Thank you", "is on the plan Pro", "/ 5,000", "Invoices and payment")
	if strings.Contains(p.text(), "Upgrade") {
		t.Error("who has the plan is to buy it again")
	}
	p.click("Invoices and payment")
	if portal := p.leavesFor("https://billing.stripe.test/"); !strings.Contains(portal, "cus_1") {
		t.Errorf("the portal is somebody else's: %s", portal)
	}

	sub.Status = "canceled" // the invoices stay, and a plan can be bought again
	stripe.Set(sub)
	event = stripetest.Event("evt_2", "customer.subscription.deleted", sub)
	caller{url: s.url}.must(t, 200, "POST", "/v1/webhooks/stripe", string(event), "Authorization", "",
		"Stripe-Signature", stripetest.Sign(event, "whsec_1", time.Now()))
	p.open("/plan")
	p.sees("is on the plan Trial", "Invoices and payment", "€49.00 a month", "€499.00 a year")

	stripe.Break(true) // what the provider refuses is told, and the page stays
	p.expect("500", "503")
	p.open("/plan")
	p.click("Invoices and payment")
	p.until(`document.querySelector('[role=alert] .trace')`)
	p.until(`![...document.querySelectorAll('button')].some((b) => b.disabled)`)
}

// TestConsoleHidesBilling where payments are not taken, and from who is no owner.
func TestConsoleHidesBilling(t *testing.T) {
	p, _, _ := console(t)
	p.open("/plan")
	p.sees("is on the plan", "Generations")
	if text := p.text(); strings.Contains(text, "Billing") || strings.Contains(text, "Upgrade") || strings.Contains(text, "Invoices") {
		t.Errorf("billing is shown without a payment provider:\n%s", text)
	}

	p.emulate(360, 740, "light") // what is used stands beside its name
	p.until(`[...document.querySelectorAll('.meter .row')].every((row) => row.offsetHeight < 30) && document.querySelector('.meter .row')`)

	stripe := stripetest.Start(t)
	db := store.Config{DataDir: t.TempDir()}
	tiers := withTiers(t, "{name: trial, generations: 25, callsPerMinute: 6000}", "{name: pro, generations: 50, callsPerMinute: 6000, prices: [price_pro]}")
	s := serveProcess(t, db, append(tiers, "--stripe-url", stripe.URL, "--stripe-key", "sk_test_1", "--stripe-webhook-secrets", "whsec_1")...)
	owner := openBrowser(t, s.url)
	owner.signIn(db) // and with her there is the organization
	process{}.run(t, append([]string{"admin", "org", "add", "--org", "demo", "--email", "bob@example.com"}, databaseArgs(db)...)...).want(t, 0)
	member := openBrowser(t, s.url)
	r := process{}.run(t, append([]string{"admin", "login-link", "--email", "bob@example.com", "--public-url", s.url}, databaseArgs(db)...)...)
	r.want(t, 0)
	link := strings.TrimSpace(r.stdout)
	member.open(strings.TrimPrefix(link, s.url))
	member.click("Sign in")
	member.heading("What do you need?")
	member.open("/plan")
	member.sees("Owners of the organization manage billing")
	if n := eval[int](member, `document.querySelectorAll('main button').length`); n != 0 {
		t.Errorf("a member has %d buttons", n)
	}

	// A tier that nobody paid for has nothing to show at the provider.
	process{}.run(t, slices.Concat([]string{"admin", "tier", "set", "--org", "demo", "pro"}, tiers, databaseArgs(db))...).want(t, 0)
	owner.open("/plan")
	owner.sees("This plan was given to the organization")
	if strings.Contains(owner.text(), "Invoices") {
		t.Error("who has never paid is led to invoices")
	}
}

// knowsPrices waits until the host knows what its prices cost.
func (p *page) knowsPrices() {
	p.Helper()
	eval[bool](p, `new Promise((resolve) => {
		const look = async () => (await (await fetch('/v1/auth/session')).json()).billing.prices.every((price) => price.amount) ? resolve(true) : setTimeout(look, 50);
		look();
	})`)
}

// TestConsoleRateLimit counts down to when the limit ends, and goes on then.
func TestConsoleRateLimit(t *testing.T) {
	p, _, _ := wired(t, withTiers(t, "{name: small, generations: 10, callsPerMinute: 12, burst: 4}")...)
	p.expect("429")
	p.fill("prompt", "Export released parts to CSV")
	p.fill("tcVersion", "14.3")
	spent := `(async () => { for (let i = 0; i < 9; i++) if ((await fetch('/v1/artifacts')).status === 429) return true; return false; })()`
	if !eval[bool](p, spent) {
		t.Fatal("the limit was never reached")
	}
	p.press("\r", chromedp.ModifierCtrl)
	p.sees("Too many requests at once", "Again in ")
	left := `Number(/Again in (\d+) s/.exec(document.querySelector('[role=alert]').textContent)?.[1] ?? 0)`
	if first := eval[int](p, left); first > 1 {
		p.until(left + ` < ` + quotedInt(first))
	}
	p.sees("You can try again now.")
	p.until(`document.getElementById('live').textContent === 'You can try again now.'`)
	p.until(`document.querySelector('[name=prompt]').value === 'Export released parts to CSV'`)
	eval[any](p, `new Promise((resolve) => setTimeout(resolve, 10000))`) // what reading the result takes
	p.press("\r", chromedp.ModifierCtrl)
	p.heading("Export released parts to CSV")
	p.sees("Succeeded")
}
