/// Nothing but the shared libraries that `tariff` is linked with: what a start costs on this machine.
int main() { return 0; }
