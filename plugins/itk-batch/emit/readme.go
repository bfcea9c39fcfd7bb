package emit

func (w *writer) readme()  {}
func (w *writer) samples() {}
