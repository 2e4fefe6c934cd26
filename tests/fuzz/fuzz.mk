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
# What hangs Poppler is no finding if the reader gets over it (src/reader/step.h), so mail and
# file go on after a timeout, and the inputs are then given to the whole reader.
fuzz_more = $(if $(filter mail file,$(1)),-fork=1 -ignore_timeouts=1 -ignore_ooms=0)
fuzz-run: $(FUZZ) $(BUILD)/docket-reader
	@tests/fuzz/seeds.py $(BUILD)/fuzz/seeds $(FUZZ_CORPUS)
	@rm -f $(BUILD)/fuzz/timeout-*
	@$(foreach t,$(notdir $(FUZZ)),mkdir -p $(BUILD)/fuzz/found/$t $(BUILD)/fuzz/seeds/$t && \
	  { ASAN_OPTIONS=detect_leaks=0 $(BUILD)/fuzz/$t $(call fuzz_more,$t) -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 \
	    -max_len=200000 -artifact_prefix=$(BUILD)/fuzz/ $(BUILD)/fuzz/found/$t $(BUILD)/fuzz/seeds/$t $(FUZZ_CORPUS) \
	    2>$(BUILD)/fuzz/$t.log || { tail -40 $(BUILD)/fuzz/$t.log; exit 1; }; } && echo "$t: $$(grep -E '^(Done|#[0-9]+: cov)' $(BUILD)/fuzz/$t.log | tail -1)" &&) true
	@for f in $(BUILD)/fuzz/timeout-*; do test ! -e $$f || timeout 30 $(BUILD)/docket-reader $$f >/dev/null || test $$? = 1 || { echo "$$f: $$?"; exit 1; }; done
