#!/bin/bash
# AbiWord saves an HTML page with a table (LibreOffice's, pandoc's or its own) as an OpenDocument text
# that now and then is no XML: of a hundred saves of one and the same page some ten to forty have each
# paragraph of a cell begun as a paragraph and ended as a heading, <text:p>12</text:h>; the others are
# right. It says nothing and ends well each time. LibreOffice and pandoc refuse such a file, and
# AbiWord itself shows what stood before the table, as if that were all. Who sends it has seen it saved:
# a reader must say that it is damaged, not take its beginning for the whole; saving it again may help.
#   findings/abiword-now-and-then.sh    exits 1 if the behaviour is another; run it as root
set -eu
version=3.0.5~dfsg-3.2
if [ "${1-}" != inside ]; then          # a layer of its own above /, as AbiWord has its plugins' place built in
    [ "$(id -u)" = 0 ] || { echo "to lay a layer above / this must be run as root" >&2; exit 2; }
    work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/debs/partial" "$work/layer"
    apt-get -qq install --reinstall --download-only --no-install-recommends -y -o Dir::Cache::archives="$work/debs" \
        abiword=$version libabiword-3.0=$version abiword-common=$version >/dev/null 2>&1
    unshare -mnpf --kill-child bash -ec 'mount -t tmpfs none "$2/layer"; cd "$2/layer"; mkdir up work root
        mount -t overlay overlay -o lowerdir=/,upperdir=up,workdir=work root
        mount -t proc proc root/proc; mount --rbind /dev root/dev; mkdir -p root/mnt; cp "$1" root/mnt/self; cp "$2"/debs/*.deb root/mnt
        exec chroot root bash /mnt/self inside' . "$(realpath "$0")" "$work"
    exit
fi
cd /mnt && export HOME=/mnt
for package in *.deb; do dpkg -x "$package" out; done
cp -r out/. / 2>/dev/null
echo '<html><head><meta charset="utf-8"/></head><body><p>The report</p><table border="1"><tr><td>An Phu</td><td>12</td></tr></table></body></html>' >form.html
xml() { python3 -c 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read("content.xml").decode())' "$1"; }
whole() { python3 -c 'import sys, xml.dom.minidom as x; x.parse(sys.stdin)' 2>wrong; }
right=0 wrong=0 failed=0
for _ in {1..80}; do
    rm -f form.odt && abiword --to=odt form.html >/dev/null 2>&1 || failed=$((failed + 1))
    if xml form.odt | whole; then right=$((right + 1)); else wrong=$((wrong + 1)) && cp form.odt wrong.odt && tail -1 wrong >why; fi
done
dpkg-deb -f abiword_*.deb Package Version
echo "80 saves of one page: right $right, no XML $wrong; AbiWord said that it failed: $failed"
[ "$wrong" -gt 0 ] || exit 1
echo "in one of these: $(cat why)"; xml wrong.odt | grep text:h
abiword --to=txt -o again.txt wrong.odt >/dev/null 2>&1 || true
echo "AbiWord's own reading of it: $(tr '\n' ' ' <again.txt)"
[ "$right" -gt 0 ] && [ "$failed" = 0 ] && grep -q 'The report' again.txt && ! grep -q 12 again.txt
