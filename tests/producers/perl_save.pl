# perl_save.pl IN OUT: what ParseXLSX reads, written by Excel::Writer::XLSX or WriteExcel.
use strict;
use warnings;
use Spreadsheet::ParseXLSX;
my ($in, $out) = @ARGV;
my $class = $out =~ /xlsx$/ ? 'Excel::Writer::XLSX' : 'Spreadsheet::WriteExcel';
eval "require $class" or die $@;
my $book = $class->new($out);
for my $from (Spreadsheet::ParseXLSX->new->parse($in)->worksheets) {
    my $to = $book->add_worksheet($from->get_name);
    my ($top, $bottom) = $from->row_range;
    my ($left, $right) = $from->col_range;
    for my $row ($top .. $bottom) {
        for my $column ($left .. $right) {
            my $cell = $from->get_cell($row, $column) or next;
            my $date = $cell->type eq 'Date';
            my @format = $date ? ($book->add_format(num_format => 'dd/mm/yyyy')) : ();
            $to->write($row, $column, $date ? $cell->unformatted : $cell->value, @format);
        }
    }
}
$book->close;
