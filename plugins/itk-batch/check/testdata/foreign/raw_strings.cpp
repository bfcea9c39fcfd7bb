// Literals of newer C++: raw, wide, with a prefix, and separators of digits.
#include <cstdio>
#include <tccore/aom_prop.h>
#include <tc/emh.h>

static const char *const query = R"sql(select "puid" from POM
 where name = 'x' and text = "a)b" { )sql";
static const wchar_t *const wide = L"breit \"x\"";
static const char *const eight = u8"größe";
static const char32_t sign = U'\U0001F600';
static const long many = 1'000'000L;

int site_size(tag_t object, double *size)
{
    std::printf("%s %ls %s %ld\n", query, wide, eight, many + static_cast<long>(sign));
    return AOM_ask_value_double(object, "s4_size", size);
}
