# docketd: make, make check, make demo, make install. See README.md.
BUILD   ?= build
PREFIX  ?= /usr/local
UNITDIR ?= $(PREFIX)/lib/systemd/system
ETC     ?= $(if $(filter /usr,$(PREFIX)),/etc,$(PREFIX)/etc)/docketd
CC      ?= cc
DEPS    ?= tools/deps

OPT      = -O2 -g
WARN     = -std=c17 -Wall -Wextra -Werror -Wformat=2 -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla
HARDEN   = -fPIE -fstack-protector-strong -fstack-clash-protection -D_FORTIFY_SOURCE=2
HARDEN_L = -pie -Wl,-z,relro,-z,now
SAN      =
VERSION  = 0.1

# One library, one door: which packages a room may see.
PKG_base    = nettle libutf8proc
PKG_model   = jansson
PKG_core    = jansson
PKG_config  = libconfig
PKG_reader  = jansson gmime-3.0 gumbo libzip libdeflate expat libseccomp
PKG_mail    = gnutls libcurl jansson
PKG_store   = sqlite3 jansson
PKG_report  = jansson xlsxwriter
PKG_office  = jansson
PKG_daemon  = jansson libsystemd
PKG_ctl     = jansson
ROOMS       = base model core config reader mail store report office daemon ctl

pkg_cflags  = $(if $(1),$(shell pkg-config --cflags $(1)))
# libetpan's own flags switch PIE off; GMime's bring a dozen libraries that -l alone finds.
pkg_libs    = $(if $(1),$(shell pkg-config --libs $(1)))
LIBS_mail   = -letpan -lresolv
LIBS_reader = -lm

CPPFLAGS  = -Iinclude -D_GNU_SOURCE -DDOCKETD_VERSION='"$(VERSION)"' -DDOCKETD_PREFIX='"$(PREFIX)"' -DDOCKETD_ETC='"$(ETC)"'
CFLAGS   += $(OPT) $(WARN) $(HARDEN) $(SAN)
LDFLAGS  += $(HARDEN_L) $(SAN)

# Without shared libraries. Where one comes without its archive, ORDINARY= leaves the program out, at twice the cost of a fork.
ORDINARY ?= $(BUILD)/docket-ordinary
all: $(BUILD)/docketd $(BUILD)/docketctl $(BUILD)/docket-reader $(ORDINARY)

# Fast when nothing is missing; elsewhere than on Debian: DEPS=true.
deps:
	@$(DEPS) build test demo
packages:
	@$(DEPS) build
# What was compiled for another PREFIX is compiled again.
$(BUILD)/prefix: FORCE
	@mkdir -p $(@D)
	@echo '$(PREFIX) $(ETC)' | cmp -s - $@ || echo '$(PREFIX) $(ETC)' >$@

# A room is an archive of its files and of its wings', linked only with rooms to its left.
define ROOM
SRC_$(1)   := $$(wildcard src/$(1)/*.c src/$(1)/*/*.c)
OBJ_$(1)   := $$(SRC_$(1):src/%.c=$$(BUILD)/%.o)
$$(BUILD)/lib$(1).a: $$(OBJ_$(1))
	@rm -f $$@
	@$$(AR) qcs $$@ $$^
$$(BUILD)/$(1)/%.o: src/$(1)/%.c $$(BUILD)/prefix | packages
	@mkdir -p $$(@D)
	@echo "CC $$<"
	@$$(CC) $$(CPPFLAGS) $$(CFLAGS) $$(call pkg_cflags,$$(PKG_$(1))) -MMD -MP -c -o $$@ $$<
endef
$(foreach r,$(ROOMS),$(eval $(call ROOM,$(r))))
# Loaded by name where they are needed: linked, they would double the cost of every fork.
$(filter $(BUILD)/reader/pdf%,$(OBJ_reader)): CPPFLAGS += $(shell pkg-config --cflags poppler-glib libqpdf)

$(BUILD)/report/ics.o: CPPFLAGS += $(shell pkg-config --cflags libical)

$(BUILD)/store/schema.o: src/store/schema.sql src/store/upgrades.sql
$(BUILD)/config/sample.o: etc/docketd.conf
$(BUILD)/config/template.o: etc/plans/template.conf

rooms = $(patsubst %,$(BUILD)/lib%.a,$(1))
libs  = $(sort $(foreach r,$(1),$(LIBS_$(r)))) $(call pkg_libs,$(sort $(foreach r,$(1),$(PKG_$(r)))))

READER_ROOMS = reader model base
OFFICE_ROOMS = office report store mail config core model base
ALL_ROOMS    = daemon $(OFFICE_ROOMS)

$(BUILD)/docket-reader: src/docket-reader.c $(BUILD)/prefix $(call rooms,$(READER_ROOMS))
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $(filter %.c %.a,$^) $(LDFLAGS) $(call libs,$(READER_ROOMS))
# docket-reader's service for ordinary mails, without shared libraries.
STATIC_LIBS  = -lgmime-3.0 -lgobject-2.0 -lglib-2.0 -lpcre2-8 -lffi -lexpat -lz -lnettle -lutf8proc -ljansson -lseccomp -lgumbo -ldeflate -lm
STATIC       = -static-pie -Wl,-z,noseparate-code,--gc-sections,--no-warnings -T src/docket-ordinary.ld $(STATIC_LIBS)
$(BUILD)/docket-ordinary: src/docket-ordinary.c src/docket-ordinary.ld $(BUILD)/prefix $(call rooms,$(READER_ROOMS))
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $(filter %.c %.a,$^) $(filter-out -pie,$(LDFLAGS)) $(STATIC)
$(BUILD)/docketd: src/docketd.c $(BUILD)/prefix $(call rooms,$(ALL_ROOMS))
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $(filter %.c %.a,$^) $(LDFLAGS) $(call libs,$(ALL_ROOMS))
$(BUILD)/docketctl: src/docketctl.c $(BUILD)/prefix $(call rooms,ctl $(ALL_ROOMS))
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $(filter %.c %.a,$^) $(LDFLAGS) $(call libs,ctl $(ALL_ROOMS))

# tests/unit/ROOM_NOUN.c links ROOM and the rooms to its left, and nothing else of ours.
LEFT_base    = base
LEFT_model   = model base
LEFT_core    = core model base
LEFT_config  = config model base
LEFT_reader  = reader model base
LEFT_mail    = mail model base
LEFT_store   = store model base
LEFT_report  = report store config core model base
LEFT_office  = office report store config core reader model base
LEFT_daemon  = $(ALL_ROOMS)
LEFT_ctl     = ctl $(ALL_ROOMS)
UNIT_SRC    := $(wildcard tests/unit/*.c)
UNIT        := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/unit/%)
room_of      = $(firstword $(subst _, ,$(notdir $(1))))
.SECONDEXPANSION:
$(BUILD)/unit/%: tests/unit/%.c $$(call rooms,$$(LEFT_$$(call room_of,$$*)))
	@mkdir -p $(@D)
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -o $@ $< $(filter %.a,$^) $(LDFLAGS) $(call libs,$(LEFT_$(call room_of,$*))) -lcmocka
# A reader and a docketd that fail on demand, and small mains over one room, for the end-to-end tests.
$(BUILD)/e2e/docket-reader: src/docket-reader.c tests/e2e/stumble.c $(BUILD)/prefix $(call rooms,$(READER_ROOMS))
	@mkdir -p $(@D)
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $(filter %.c %.a,$^) $(LDFLAGS) -Wl,--wrap=reader_message,--wrap=step_begin $(call libs,$(READER_ROOMS))
$(BUILD)/e2e/docketd: src/docketd.c tests/e2e/stumble_clerk.c $(BUILD)/prefix $(call rooms,$(ALL_ROOMS))
	@mkdir -p $(@D)
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $(filter %.c %.a,$^) $(LDFLAGS) -Wl,--wrap=identify $(call libs,$(ALL_ROOMS))
$(BUILD)/e2e/mailtool: tests/e2e/mailtool.c $(call rooms,$(LEFT_mail))
	@mkdir -p $(@D)
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -o $@ $(filter %.c %.a,$^) $(LDFLAGS) $(call libs,$(LEFT_mail))
OPEN         = -Wl,--wrap=sandbox_prepare,--wrap=sandbox_enter
$(BUILD)/open/docket-reader: src/docket-reader.c tests/bench/open.c $(BUILD)/prefix $(call rooms,$(READER_ROOMS))
	@mkdir -p $(@D)
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $(filter %.c %.a,$^) $(LDFLAGS) $(OPEN) $(call libs,$(READER_ROOMS))
$(BUILD)/open/docket-ordinary: src/docket-ordinary.c tests/bench/open.c $(BUILD)/prefix $(call rooms,$(READER_ROOMS))
	@mkdir -p $(@D)
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $(filter %.c %.a,$^) $(filter-out -pie,$(LDFLAGS)) $(OPEN) $(STATIC)
E2E          = $(BUILD)/crash.so $(BUILD)/e2e/mailtool $(BUILD)/e2e/docket-reader $(BUILD)/e2e/docketd $(BUILD)/open/docket-reader $(BUILD)/open/docket-ordinary
unit: $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done
unit-build: $(UNIT)

# Everything that can be held against a change; the last line is pytest's.
SAN_FLAGS = -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
check:
	@$(DEPS) build demo test
	@$(MAKE) --no-print-directory -j$$(nproc) all unit-build $(E2E)
	@tests/house $(BUILD)
	@$(MAKE) --no-print-directory -j$$(nproc) BUILD=$(BUILD)/san SAN='$(SAN_FLAGS)' unit-build
	@$(MAKE) --no-print-directory lint
	@BUILD=$(BUILD) /usr/bin/python3 -m pytest -q -n $$(nproc) --dist loadfile -p no:cacheprovider tests/e2e
# Forms filled at random, thousands of them; FORMS_SEED makes other ones.
forms:
	@$(DEPS) build test
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@FORMS_RUNS=$${FORMS_RUNS:-2000} BUILD=$(BUILD) /usr/bin/python3 -m pytest -q -p no:cacheprovider tests/e2e/test_random.py
$(BUILD)/crash.so: tests/crash/crash.c | packages
	@mkdir -p $(@D)
	@$(CC) -D_GNU_SOURCE $(OPT) $(WARN) -fPIC -shared -o $@ $< -ldl
lint:
	@cppcheck -q -j2 --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 \
	    --suppress=varFuncNullUB --suppress=preprocessorErrorDirective -D_GNU_SOURCE '-Djson_array_foreach(a,i,v)=for(;v;)' '-Djson_object_foreach(o,k,v)=for(;v;)' \
	    -Iinclude src

# A hundred backups while two thousand mails come in; make check takes a handful.
backups:
	@$(DEPS) build demo test
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@BACKUPS=100 BUILD=$(BUILD) /usr/bin/python3 -m pytest -q -p no:cacheprovider tests/e2e/test_backup.py
# Minutes, so not a part of check; .clang-tidy says what is looked for.
tidy:
	@$(DEPS) build tidy
	@printf '%s\n' $(wildcard src/*.c src/*/*.c src/*/*/*.c) | xargs -P$$(nproc) -I{} clang-tidy --quiet {} -- -std=c17 $(CPPFLAGS) \
	    $(call pkg_cflags,$(sort $(foreach r,$(ROOMS),$(PKG_$(r))) poppler-glib libqpdf)) 2>/dev/null

# The demo and every test on a Debian 12 that has nothing but make and git; as root.
bare:
	@$(DEPS) bare
	@tools/bare
demo:
	@$(DEPS) build demo
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@BUILD=$(BUILD) tools/demo
# Minutes, and modules of npm: what other programs make of our forms.
PRODUCERS = $(BUILD)/producers
producers: all
	@$(DEPS) demo test producers
	@command -v npm >/dev/null || $(DEPS) node
	@npm install --prefix $(PRODUCERS) --no-save --silent --no-audit --no-fund exceljs@4.4.0 xlsx@0.18.5 xlsx-populate@1.21.0
	@BUILD=$(BUILD) tests/producers/run $(PRODUCERS)
# For districts, officers and administrators: guides/ to HTML and PDF in $(BUILD)/guides.
guides: all
	@$(DEPS) guides
	@BUILD=$(BUILD) tools/guides $(BUILD)/guides
# BENCH="tls idle": these parts; BENCH=--short shows in a minute that it works; tests/bench/bench -h.
bench:
	@$(DEPS) build demo
	@$(MAKE) --no-print-directory -j$$(nproc) all
	@BUILD=$(BUILD) tests/bench/bench $(BENCH)
# How every step grows with ten years of mail; GROWTH=1100 for one size, GROWTH=hour for a deadline's rush.
growth: all
	@BUILD=$(BUILD) /usr/bin/python3 tests/bench/growth.py $(GROWTH)

# Nothing of the office's own is overwritten: files under ETC only where there are none.
PUT = install -D -m 644
# One office, or any number of them: unit, folder of its configuration, remark, state, runtime folder, what it is made of.
service = sed 's|@PREFIX@|$(PREFIX)|g; s|@FOLDER@|$(2)|g; s|@OF@|$(3)|g; s|@STATE@|$(4)|g; s|@RUNTIME@|$(5)|g' systemd/$(6) \
    >$(BUILD)/$(1) && $(PUT) $(BUILD)/$(1) $(DESTDIR)$(UNITDIR)/$(1)
install: all
	install -D $(BUILD)/docketd $(DESTDIR)$(PREFIX)/sbin/docketd
	install -D $(BUILD)/docketctl $(DESTDIR)$(PREFIX)/bin/docketctl
	install -D $(BUILD)/docket-reader $(DESTDIR)$(PREFIX)/libexec/docketd/docket-reader
	test -z '$(ORDINARY)' || install -D $(ORDINARY) $(DESTDIR)$(PREFIX)/libexec/docketd/docket-ordinary
	cd src && for m in *.[158]; do $(PUT) $$m $(DESTDIR)$(PREFIX)/share/man/man$${m##*.}/$$m || exit 1; done
	cd etc && find * -type f | while read f; do test -e $(DESTDIR)$(ETC)/$$f || $(PUT) $$f $(DESTDIR)$(ETC)/$$f || exit 1; done
	$(PUT) src/report/export.schema.json $(DESTDIR)$(PREFIX)/share/docketd/export.schema.json
	$(PUT) src/report/package.schema.json $(DESTDIR)$(PREFIX)/share/docketd/package.schema.json
	$(BUILD)/docketctl completion bash >$(BUILD)/completion.bash && $(PUT) $(BUILD)/completion.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/docketctl
	$(BUILD)/docketctl completion zsh >$(BUILD)/completion.zsh && $(PUT) $(BUILD)/completion.zsh $(DESTDIR)$(PREFIX)/share/zsh/vendor-completions/_docketctl
	$(PUT) systemd/docketd.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/docketd.conf
	$(PUT) systemd/docketd.tmpfiles $(DESTDIR)$(PREFIX)/lib/tmpfiles.d/docketd.conf
	$(call service,docketd.service,$(ETC),,docketd,docketd,docketd.service)
	$(call service,docketd@.service,$(ETC)/%i, (%i),docketd/%i,docketd-%i,docketd.service)
	$(call service,docketd-backup.service,$(ETC),,docketd,,docketd-backup.service)
	$(call service,docketd-backup@.service,$(ETC)/%i, (%i),docketd/%i,,docketd-backup.service)
	$(PUT) systemd/docketd-backup.timer $(DESTDIR)$(UNITDIR)/docketd-backup.timer
	$(PUT) systemd/docketd-backup.timer $(DESTDIR)$(UNITDIR)/docketd-backup@.timer

# A Debian package into $(BUILD)/deb. deb-check: lintian, built twice, installed and purged in a chroot (root).
deb:
	@$(DEPS) build test deb
	@tools/deb $(BUILD)/deb
deb-check:
	@$(DEPS) build test deb bare
	@tools/deb $(BUILD)/deb check

include tests/fuzz/fuzz.mk

clean:
	rm -rf $(BUILD)

.PHONY: all growth guides deb deb-check producers deps packages unit unit-build check forms backups lint tidy bare demo bench fuzz fuzz-run install clean FORCE
-include $(shell find $(BUILD) \( -path $(BUILD)/cache -o -path $(BUILD)/deb \) -prune -o -type f -name '*.d' -print 2>/dev/null)
