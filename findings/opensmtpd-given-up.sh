#!/bin/bash
# OpenSMTPD's last report of a mail that it gives up says "Action: delayed", "only a
# temporary failure report", "kept in the queue for up to 7 days" and "You DO NOT NEED
# to re-send": word for word what it said while it still tried. Only the Status tells
# the two apart, 4.4.7 (delivery time expired) behind 4.0.0. A program that goes by the
# Action waits for ever; it must take X.4.7 for a failure, whatever the Action says.
#   findings/opensmtpd-given-up.sh      exits 1 if the behaviour is another; run it as root, as smtpd wants to be
set -eu
if [ "${1-}" != inside ]; then          # a layer of its own above /, and a network with nobody else
    [ "$(id -u)" = 0 ] || { echo "smtpd changes its root and users: this must be run as root" >&2; exit 2; }
    work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
    (cd "$work" && apt-get -q download opensmtpd=6.8.0p2-4+b4 libevent-2.1-7 >/dev/null 2>&1)
    unshare -mnpf --kill-child bash -ec 'mkdir -p "$2/layer"; mount -t tmpfs none "$2/layer"; cd "$2/layer"; mkdir up work root
        mount -t overlay overlay -o lowerdir=/,upperdir=up,workdir=work root
        mount -t proc proc root/proc; mount --rbind /dev root/dev; mkdir -p root/mnt; cp "$1" root/mnt/self; cp "$2"/*.deb root/mnt
        ip link set lo up; exec chroot root bash /mnt/self inside' . "$(realpath "$0")" "$work"
    exit
fi
cd /mnt && for package in *.deb; do dpkg -x "$package" out; done
cp -r out/usr/. /usr/
for user in opensmtpd:951 opensmtpq:952 clerk:953; do
    echo "${user%:*}:x:${user#*:}:${user#*:}::/home/${user%:*}:/bin/sh" >>/etc/passwd && echo "${user%:*}:x:${user#*:}:" >>/etc/group
done
mkdir -p /home/clerk /run/opensmtpd /var/lib/opensmtpd/empty /home/opensmtpd && chown clerk /home/clerk
cat >/mnt/smtpd.conf <<'CONF'
listen on 127.0.0.1 port 2525 hostname mx.office.example
queue ttl 25s
bounce warn-interval 2s
action "here" maildir
action "away" relay host smtp://127.0.0.1:2526
match from any for domain "office.example" action "here"
match from any for any action "away"
CONF
smtpd -d -f /mnt/smtpd.conf >/mnt/log 2>&1 &
for _ in {1..50}; do (: <>/dev/tcp/127.0.0.1/2525) 2>/dev/null && break; sleep 0.2; done
exec 3<>/dev/tcp/127.0.0.1/2525
hear() { local line; while IFS= read -r line <&3; do [ "${line:3:1}" = - ] || break; done; }
hear
for line in "HELO here" "MAIL FROM:<clerk@office.example>" "RCPT TO:<a@far.example>" DATA $'Subject: a letter\r\n\r\nwords\r\n.' QUIT; do
    printf '%s\r\n' "$line" >&3 && hear
done
reports() { for _ in {1..120}; do [ "$(ls /home/clerk/Maildir/new 2>/dev/null | wc -l)" -ge "$1" ] && break; sleep 0.5; done; }
reports 1
waits=$(find /var/spool/smtpd/queue -type f | wc -l)
reports 2
sleep 1
left=$(find /var/spool/smtpd/queue -type f | wc -l)
dpkg-deb -f opensmtpd_*.deb Package Version
early=$(ls -d /home/clerk/Maildir/new/* | head -1) last=$(ls -d /home/clerk/Maildir/new/* | tail -1)
[ "$(grep -l '^Status: 4.4.7' /home/clerk/Maildir/new/*)" = "$last" ] || { t=$early; early=$last; last=$t; }
for report in "$early" "$last"; do
    echo "--- a report"; tr -d '\r' <"$report" | grep -E '^Action|^Status|temporary failure|kept in the queue|re-send|example: '
done
echo "--- files in the queue behind the first: $waits, behind the last: $left"
grep -q '^Status: 4.0.0' "$early" && grep -q '^Status: 4.4.7' "$last" && [ "$waits" -gt 0 ] && [ "$left" = 0 ] &&
    [ "$(grep -c -e '^Action: delayed' -e 'only a temporary failure' -e 'kept in the queue for up to 7 days' -e 'DO NOT NEED to re-send' "$last")" = 4 ]
