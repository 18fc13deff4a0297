// A room without a source file still is a library.
