package emit

func (w *writer) savedQuery(c *cFile)  {}
func (w *writer) folder(c *cFile)      {}
func (w *writer) inputHeader(c *cFile) {}
func (w *writer) inputSource(c *cFile) {}
func (w *writer) visitLines(c *cFile)  {}
