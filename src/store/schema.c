/* schema.sql, compiled in: the text between two labels, closed by a NUL. The
 * assembler finds it from the folder that make runs in. */

__asm__(".section .rodata\n"
        ".global schema_text\n"
        "schema_text:\n"
        ".incbin \"src/store/upgrades.sql\"\n"
        ".byte 0\n"
        ".previous\n");
