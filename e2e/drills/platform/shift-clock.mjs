// Preloaded into a process whose clock is to jump: a message {shiftMs} moves all that Date tells from then on.
const RealDate = Date;
let shiftMs = 0;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + shiftMs);
    else super(...args);
  }

  static now() {
    return RealDate.now() + shiftMs;
  }
};

process.on('message', (message) => {
  if (typeof message?.shiftMs === 'number') shiftMs = message.shiftMs;
});
process.channel?.unref();
