// Loaded before every server (node --import): when the test process goes away, however it does, its end of our standard
// input closes, and the server goes too. No test run leaves a server behind.
process.stdin.on('end', () => process.exit(0));
process.stdin.on('error', () => process.exit(0));
process.stdin.resume();
