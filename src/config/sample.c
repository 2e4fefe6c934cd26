/* The sample configuration, compiled in: `docketctl setup` writes its values
 * into this text. The assembler finds it from the folder that make runs in. */

__asm__(".section .rodata\n"
        ".global settings_sample\n"
        "settings_sample:\n"
        ".incbin \"etc/docketd.conf\"\n"
        ".byte 0\n"
        ".previous\n");
