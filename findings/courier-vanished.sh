#!/bin/bash
# Courier IMAP answers a FETCH of a mail that another session has removed with
# a mail of its own making and a tagged OK: its length is another than the
# RFC822.SIZE that was listed a moment before, and it looks like any other.
# A client must ask again whether the uid is still there.
#   findings/courier-vanished.sh        exits 1 if the behaviour is another
set -eu
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
cd "$work" && chmod 755 .
apt-get -q download courier-imap courier-base courier-authlib libcourier-unicode4 libgamin0 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" root; done
mkdir -p Maildir/{cur,new,tmp}
for n in 1 2 3; do printf 'From: h%s@x.example\nSubject: mail %s\n\nwords\n' $n $n >Maildir/cur/170000000$n.$n.here:2,; done
if [ "$(id -u)" = 0 ]; then chown -R nobody:nogroup . && as="setpriv --reuid=nobody --regid=nogroup --clear-groups"; fi
coproc imapd { env LD_LIBRARY_PATH="$work/root/usr/lib:$work/root/usr/lib/x86_64-linux-gnu" AUTHENTICATED=me AUTHADDR=me HOME="$work" \
    MAILDIR=./Maildir IMAP_CAPABILITY=IMAP4rev1 ${as-} root/usr/bin/imapd Maildir 2>/dev/null; }
exec 3>&"${imapd[1]}" 4<&"${imapd[0]}"       # a subshell has no part in a coprocess
say() {                                 # TAG COMMAND: the answer, up to its tagged line
    printf '%s %s\r\n' "$1" "$2" >&3
    while IFS= read -r line <&4; do echo "${line%$'\r'}"; case $line in "$1 "*) return;; esac; done
}
say 1 "SELECT INBOX" >/dev/null
listed=$(say 2 "FETCH 1:3 (RFC822.SIZE)" | grep -o '^\* 2 .*SIZE [0-9]*' | grep -o 'SIZE.*')
rm Maildir/cur/1700000002.*
given=$(say 3 "FETCH 2 (BODY.PEEK[])")
say 4 LOGOUT >/dev/null
dpkg-deb -f courier-imap_*.deb Package Version
echo "listed: $listed"
echo "$given"
grep -q '^3 OK' <<<"$given" && grep -q 'BODY\[\] {' <<<"$given" && ! grep -q "BODY\[\] {${listed#* }}" <<<"$given"
