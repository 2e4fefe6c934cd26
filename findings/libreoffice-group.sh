#!/bin/bash
# LibreOffice saves two shapes with words in them as RTF with their words, but once they are
# grouped (as a stamp drawn with its number, or a scheme of who answers to whom, mostly are) it
# saves the shapes alone: every word in the group is gone. It says nothing and ends well, and its
# DOCX of the same text has them all. Nothing in the RTF shows a reader that there were words: what
# stands in no other place, a number or a date of receipt, must be asked for, not taken for empty.
#   findings/libreoffice-group.sh       exits 1 if the behaviour is another; run it as root
set -eu
version=4:7.4.7-1+deb12u14
if [ "${1-}" != inside ]; then          # a layer of its own above /, for packages that want one another in their places
    [ "$(id -u)" = 0 ] || { echo "to lay a layer above / this must be run as root" >&2; exit 2; }
    work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/debs/partial" "$work/layer"
    apt-get -qq install --reinstall --download-only --no-install-recommends -y -o Dir::Cache::archives="$work/debs" \
        libreoffice-writer-nogui=$version libreoffice-core-nogui=$version libreoffice-common=$version >/dev/null 2>&1
    unshare -mnpf --kill-child bash -ec 'mount -t tmpfs none "$2/layer"; cd "$2/layer"; mkdir up work root
        mount -t overlay overlay -o lowerdir=/,upperdir=up,workdir=work root
        mount -t proc proc root/proc; mount --rbind /dev root/dev; mkdir -p root/mnt; cp "$1" root/mnt/self; cp "$2"/debs/*.deb root/mnt
        exec chroot root bash /mnt/self inside' . "$(realpath "$0")" "$work"
    exit
fi
cd /mnt && export HOME=/mnt
for package in *.deb; do dpkg -x "$package" out; done
cp -r out/. / 2>/dev/null
shape() { echo "<draw:custom-shape text:anchor-type=\"paragraph\" svg:width=\"6cm\" svg:height=\"2cm\" svg:x=\"1cm\" svg:y=\"$2cm\"><text:p>$1</text:p>
    <draw:enhanced-geometry svg:viewBox=\"0 0 100 100\" draw:type=\"rectangle\" draw:enhanced-path=\"M 0 0 L 100 0 100 100 0 100 Z N\"/></draw:custom-shape>"; }
paper() {
    local oasis=urn:oasis:names:tc:opendocument:xmlns
    echo "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document xmlns:office=\"$oasis:office:1.0\" xmlns:text=\"$oasis:text:1.0\"
        xmlns:draw=\"$oasis:drawing:1.0\" xmlns:svg=\"$oasis:svg-compatible:1.0\" office:version=\"1.2\"
        office:mimetype=\"application/vnd.oasis.opendocument.text\"><office:body><office:text><text:p>$1The report</text:p></office:text></office:body></office:document>"
}
both="$(shape "Received 17" 1)$(shape "on 5 June" 4)"
paper "$both" >apart.fodt
paper "<draw:g text:anchor-type=\"paragraph\">$both</draw:g>" >grouped.fodt
for form in rtf docx; do soffice --headless --convert-to $form apart.fodt grouped.fodt >/dev/null 2>said; done
dpkg-deb -f libreoffice-writer-nogui_*.deb Package Version
docx() { python3 -c 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read("word/document.xml").decode())' "$1"; }
words() { for said in "The report" "Received 17" "on 5 June"; do ! grep -qF "$said" <<<"$1" || echo -n "\"$said\" "; done; }
for form in apart grouped; do
    echo "$form, RTF:  $(words "$(cat $form.rtf)")and shapes: $(grep -o '{\\shp{' $form.rtf | wc -l)"
    echo "$form, DOCX: $(words "$(docx $form.docx)")"
done
[ "$(words "$(cat apart.rtf)")" = '"The report" "Received 17" "on 5 June" ' ] && [ "$(words "$(cat grouped.rtf)")" = '"The report" ' ] &&
    [ "$(words "$(docx grouped.docx)")" = '"The report" "Received 17" "on 5 June" ' ] && [ "$(grep -o '{\\shp{' grouped.rtf | wc -l)" = 2 ]
