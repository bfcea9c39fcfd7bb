/* Umlaute und BOM: prüft die Größe */
#include <stdio.h>
#include <tccore/aom_prop.h>
#include <tc/emh.h>
#include <base_utils/Mem.h>

#define PRUEFE(x)      \
    if ((x) != ITK_ok) \
        return 1

int größe_zeigen(tag_t objekt)
{
    char *größe = NULL;

    PRUEFE(AOM_UIF_ask_value(objekt, "s4_groesse", &größe));
    printf("Größe: %s\n", größe); /* „zitiert“ */
    return 0;
}
