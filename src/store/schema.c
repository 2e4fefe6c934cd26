/* schema.sql and upgrades.sql, compiled in: each is the text between two labels,
 * closed by a NUL. The assembler finds it from the folder that make runs in. */

#define TEXT_OF(label, file) \
    __asm__(".section .rodata\n" \
            ".global " label "\n" \
            label ":\n" \
            ".incbin \"" file "\"\n" \
            ".byte 0\n" \
            ".previous\n")

TEXT_OF("schema_text", "src/store/schema.sql");
TEXT_OF("upgrades_text", "src/store/upgrades.sql");
