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
	@clang $(CPPFLAGS) $(FUZZ_FLAGS) $(call pkg_cflags,$(PKG_reader) poppler-glib $(PKG_base)) -o $@ $^ $(call libs,$(READER_ROOMS))
fuzz:
	@$(DEPS) build fuzz
	@$(MAKE) --no-print-directory fuzz-run
fuzz-run: $(FUZZ)
	@tests/fuzz/seeds.py $(BUILD)/fuzz/seeds $(FUZZ_CORPUS)
	@for t in $(notdir $(FUZZ)); do mkdir -p $(BUILD)/fuzz/found/$$t $(BUILD)/fuzz/seeds/$$t && \
	  ASAN_OPTIONS=detect_leaks=0 $(BUILD)/fuzz/$$t -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -max_len=200000 \
	    -print_final_stats=1 -artifact_prefix=$(BUILD)/fuzz/ $(BUILD)/fuzz/found/$$t $(BUILD)/fuzz/seeds/$$t $(FUZZ_CORPUS) \
	    2>$(BUILD)/fuzz/$$t.log || { tail -40 $(BUILD)/fuzz/$$t.log; exit 1; }; grep -E 'DONE|stat::number_of' $(BUILD)/fuzz/$$t.log; done
