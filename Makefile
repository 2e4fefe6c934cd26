# docketd: make, make check, make demo, make install. See README.md.
BUILD   ?= build
PREFIX  ?= /usr/local
CC      ?= cc

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
PKG_reader  = jansson gmime-3.0 libzip expat libseccomp
PKG_mail    = gnutls libcurl
PKG_store   = sqlite3 jansson
PKG_report  = jansson xlsxwriter
PKG_daemon  = jansson libsystemd
PKG_ctl     = jansson
ROOMS       = base model core config reader mail store report daemon ctl

pkg_cflags  = $(if $(1),$(shell pkg-config --cflags $(1)))
# libetpan's own flags switch PIE off; GMime's bring a dozen libraries that -l alone finds.
pkg_libs    = $(if $(1),$(shell pkg-config --libs $(1)))
LIBS_mail   = -letpan

CPPFLAGS  = -Iinclude -D_GNU_SOURCE -DDOCKETD_VERSION='"$(VERSION)"' -DDOCKETD_PREFIX='"$(PREFIX)"'
CFLAGS   += $(OPT) $(WARN) $(HARDEN) $(SAN)
LDFLAGS  += $(HARDEN_L) $(SAN)

all: $(BUILD)/docketd $(BUILD)/docketctl $(BUILD)/docket-reader

# A room is an archive of its files, linked only with rooms to its left.
define ROOM
SRC_$(1)   := $$(wildcard src/$(1)/*.c)
OBJ_$(1)   := $$(SRC_$(1):src/%.c=$$(BUILD)/%.o)
$$(BUILD)/lib$(1).a: $$(OBJ_$(1))
	@rm -f $$@
	@$$(AR) rcs $$@ $$^
$$(BUILD)/$(1)/%.o: src/$(1)/%.c
	@mkdir -p $$(@D)
	@echo "CC $$<"
	@$$(CC) $$(CPPFLAGS) $$(CFLAGS) $$(call pkg_cflags,$$(PKG_$(1))) -MMD -c -o $$@ $$<
endef
$(foreach r,$(ROOMS),$(eval $(call ROOM,$(r))))

rooms = $(patsubst %,$(BUILD)/lib%.a,$(1))
libs  = $(sort $(foreach r,$(1),$(LIBS_$(r)))) $(call pkg_libs,$(sort $(foreach r,$(1),$(PKG_$(r)))))

READER_ROOMS = reader model base
ALL_ROOMS    = daemon report store mail config core model base

$(BUILD)/docket-reader: src/docket-reader.c $(call rooms,$(READER_ROOMS))
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $^ $(LDFLAGS) $(call libs,$(READER_ROOMS))
$(BUILD)/docketd: src/docketd.c $(call rooms,$(ALL_ROOMS))
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $^ $(LDFLAGS) $(call libs,$(ALL_ROOMS))
$(BUILD)/docketctl: src/docketctl.c $(call rooms,ctl $(ALL_ROOMS))
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -o $@ $^ $(LDFLAGS) $(call libs,ctl $(ALL_ROOMS))

# tests/unit/ROOM_NOUN.c links ROOM and the rooms to its left, and nothing else of ours.
LEFT_base    = base
LEFT_model   = model base
LEFT_core    = core model base
LEFT_config  = config model base
LEFT_reader  = reader model base
LEFT_mail    = mail model base
LEFT_store   = store model base
LEFT_report  = report store config core model base
LEFT_daemon  = $(ALL_ROOMS)
LEFT_ctl     = ctl $(ALL_ROOMS)
UNIT_SRC    := $(wildcard tests/unit/*.c)
UNIT        := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/unit/%)
room_of      = $(firstword $(subst _, ,$(notdir $(1))))
.SECONDEXPANSION:
$(BUILD)/unit/%: tests/unit/%.c $$(call rooms,$$(LEFT_$$(call room_of,$$*)))
	@mkdir -p $(@D)
	@echo "LD $@"
	@$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -o $@ $^ $(LDFLAGS) $(call libs,$(LEFT_$(call room_of,$*))) -lcmocka
unit: $(UNIT)
	@for t in $(UNIT); do $$t || exit 1; done

clean:
	rm -rf $(BUILD)

.PHONY: all unit clean
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
