// The smallest plugin in C: it greets, whatever the prompt says. No library is
// needed, and no allocator.

#define IMPORT(name) __attribute__((import_module("kiln_v1"), import_name(name)))
#define EXPORT(name) __attribute__((export_name(name)))

IMPORT("output") void output(const char *text, int length);
IMPORT("file") void file(const char *path, int path_length, const char *body, int body_length, int mode);

static int length(const char *text) {
	int n = 0;
	while (text[n])
		n++;
	return n;
}

static void answer(const char *json) { output(json, length(json)); }

EXPORT("kiln_describe") void describe(void) {
	answer("{\"type\": \"greeting-c\", \"title\": \"Greeting in C\", \"description\": \"A file with a greeting.\","
	       " \"version\": \"1.0.0\", \"patterns\": [{\"id\": \"hello\", \"title\": \"Hello\", \"description\": \"Says hello.\"}]}");
}

EXPORT("kiln_stage") void stage(int number) {
	const char *path = "hello.txt", *body = "Hello!\n";
	switch (number) {
	case 0: // planning; input_read would copy the request here
		answer("{\"outcome\": \"ok\", \"fit\": 0.5}");
		break;
	case 1: // selecting-pattern
		answer("{\"outcome\": \"ok\", \"pattern\": \"hello\"}");
		break;
	case 3: // generating
		file(path, length(path), body, length(body), 0644);
		answer("{\"outcome\": \"ok\"}");
		break;
	case 5: // packaging
		answer("{\"outcome\": \"ok\", \"summary\": \"A greeting.\"}");
		break;
	default:
		answer("{\"outcome\": \"ok\"}");
	}
}
