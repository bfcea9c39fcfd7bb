// A service in C++: namespaces, a class, casts, smart memory, exceptions.
#include <string>
#include <vector>
#include <memory>
#include <tccore/item.h>
#include <tccore/aom_prop.h>
#include <tc/emh.h>
#include <base_utils/Mem.h>

namespace Site { namespace Parts {

class Failure {
public:
    explicit Failure(int code) : m_code(code) {}
    int code() const { return m_code; }
private:
    int m_code;
};

inline void check(int code) { if (code != ITK_ok) throw Failure(code); }

template <typename T> struct Freed {
    T *p = nullptr;
    ~Freed() { MEM_free(p); }
    T **operator&() { return &p; }
};

class Part final {
public:
    Part(tag_t rev) noexcept : m_rev(rev) {}
    std::string name() const
    {
        Freed<char> text;
        check(AOM_ask_value_string(m_rev, "object_name", &text));
        return std::string(static_cast<const char *>(text.p));
    }
private:
    tag_t m_rev;
};

std::vector<std::string> names(tag_t item)
{
    std::vector<std::string> all;
    int n = 0;
    tag_t *revs = nullptr;

    check(ITEM_list_all_revs(item, &n, &revs));
    auto guard = std::unique_ptr<tag_t, void (*)(void *)>(revs, [](void *p) { MEM_free(p); });
    for (auto i = 0; i < n; ++i) {
        try {
            all.push_back(Part(revs[i]).name());
        } catch (const Failure &f) {
            all.emplace_back("?" + std::to_string(f.code()));
        }
    }
    return all;
}

}} // namespace Site::Parts
