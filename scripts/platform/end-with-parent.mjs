// Preloaded into each app: where the supervisor dies without a word, the app ends as if asked to.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
