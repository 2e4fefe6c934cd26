# Included by the Makefile. make fuzz: each target for FUZZ_SECONDS, seeded from the corpus (clang).
FUZZ_SECONDS ?= 60
FUZZ_SRC   := $(wildcard tests/fuzz/*.c)
FUZZ       := $(FUZZ_SRC:tests/fuzz/%.c=$(BUILD)/fuzz/%)
FUZZ_FLAGS  = -g -O1 -std=c17 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined -Isrc/reader
FUZZ_ROOMS  = $(foreach r,$(READER_ROOMS),$(SRC_$(r)))
FUZZ_CORPUS ?= tests/corpus/mail tests/corpus/form tests/corpus/hostile
$(BUILD)/fuzz/%: tests/fuzz/%.c $(FUZZ_ROOMS)
	@mkdir -p $(@D)
	@echo "LD $@"
	@clang $(CPPFLAGS) $(FUZZ_FLAGS) $(call pkg_cflags,$(PKG_reader) poppler-glib libqpdf $(PKG_base)) -o $@ $^ $(call libs,$(READER_ROOMS))
fuzz:
	@$(DEPS) build fuzz
	@$(MAKE) --no-print-directory fuzz-run
fuzz-run: $(FUZZ) $(BUILD)/docket-reader
	@tests/fuzz/seeds.py $(BUILD)/fuzz/seeds $(FUZZ_CORPUS)
	@tests/fuzz/run $(BUILD) $(FUZZ_SECONDS) $(FUZZ_CORPUS)
