#!/bin/bash
# pandoc writes a cell that is merged over two rows into an OpenDocument text with the number of
# its rows, but leaves out the covered cell that has to stand under it. LibreOffice and AbiWord
# show the table as it was meant: they go by the number. A reader that goes by the cells has each
# figure of the lower row one column too far to the left, the first one where a name should be, and
# so has pandoc itself when it reads the file back (and drops its head). Rows must be filled up by
# the number of rows, and a covered cell that does stand there must not be counted twice.
#   findings/pandoc-spans.sh            exits 1 if the behaviour is another
set -eu
work=$(mktemp -d) && trap 'rm -rf "$work"' EXIT
cd "$work" && chmod 755 .
apt-get -q download pandoc=2.17.1.1-2~deb12u1 pandoc-data=2.17.1.1-2~deb12u1 liblua5.3-0 libyaml-0-2 libgmp10 libffi8 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" root; done
convert() { LD_LIBRARY_PATH=root/usr/lib/x86_64-linux-gnu root/usr/bin/pandoc --data-dir=root/usr/share/pandoc/data "$@"; }
cat >form.html <<'HTML'
<table><thead><tr><th>Commune</th><th>Month</th><th>Cases</th><th>Persons</th></tr></thead>
<tbody><tr><td rowspan="2">An Phu</td><td>May</td><td>11</td><td>12</td></tr>
<tr><td>June</td><td>13</td><td>14</td></tr></tbody></table>
HTML
convert form.html -o form.odt
xml=$(python3 -c 'import zipfile; print(zipfile.ZipFile("form.odt").read("content.xml").decode())')
back=$(convert form.odt -t html)
dpkg-deb -f pandoc_*.deb Package Version
rows=$(grep -o 'number-rows-spanned="2"' <<<"$xml" | wc -l)
covered=$(grep -o '<table:covered-table-cell' <<<"$xml" | wc -l)
echo "cells over two rows: $rows, covered cells: $covered"
echo "read back:"; tr -d '\n' <<<"$back" | sed 's,</tr>,\n,g; s,</t[dh]>, | ,g; s,<[^>]*>,,g'
first=$(tr -d '\n' <<<"$back" | grep -o '<tr[^>]*><td[^>]*>[^<]*June' || true)
[ "$rows" = 1 ] && [ "$covered" = 0 ] && [ -n "$first" ]
