/* The plan to begin with, compiled in: `docketctl plan new` writes it. The
 * assembler finds it from the folder that make runs in. */

__asm__(".section .rodata\n"
        ".global plan_template\n"
        "plan_template:\n"
        ".incbin \"etc/plans/template.conf\"\n"
        ".byte 0\n"
        ".previous\n");
