package rewrite

// append encodes the rewritten module.
func (m *module) append(out []byte, r *reader) []byte {
	if r.err != nil {
		return nil
	}
	out = append(out, header...)
	// Code is rewritten first of all: it tells whether data segments are named.
	code := m.appendBodies(make([]byte, 0, cap(out)), r)

	out = appendSection(out, typeSection, m.appendTypes(nil))
	out = appendSection(out, importSection, m.appendImports(nil))
	out = appendSection(out, functionSection, m.appendFuncs(nil))
	out = appendSection(out, tableSection, m.appendTables(nil))
	out = appendSection(out, memorySection, m.appendMemories(nil))
	out = appendSection(out, globalSection, m.appendGlobals(nil))
	out = appendSection(out, exportSection, m.appendExports(nil))
	out = appendSection(out, elementSection, m.elements.append(nil))
	out = appendSection(out, dataCountSection, m.appendDataCount(nil))
	out = appendSection(out, codeSection, code)
	out = appendSection(out, dataSection, m.appendData(nil))
	return appendSection(out, customSection, m.appendNames(nil))
}

// appendSection appends a section, or nothing if it would be empty.
func appendSection(out []byte, id byte, content []byte) []byte {
	if len(content) == 0 {
		return out
	}
	return appendSized(append(out, id), content)
}

// appendSized appends bytes after their number.
func appendSized(out, content []byte) []byte {
	return append(appendU32(out, uint32(len(content))), content...)
}

// append appends the vector, or nothing if it has no items.
func (s section) append(out []byte) []byte {
	if s.count == 0 {
		return out
	}
	return append(appendU32(out, uint32(s.count)), s.items...)
}
