package pattern

// queryExport plans a program that writes one row for each object.
func (b *builder) queryExport() {
	b.output()
	b.source()
	b.filters()
	b.latest()
	b.columns()
}
