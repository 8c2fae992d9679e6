import net from 'node:net';
import { Actionable } from './step.mjs';

/** Whether a server could listen on this port of this machine now. */
function isFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** Reads a port from the environment. */
export function portFrom(name, fallback) {
  const value = process.env[name];
  if (value === undefined || value === '') return fallback;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Actionable(`${name}=${value} is not a port: set it to a number from 1 to 65535 in .env.`);
  }
  return port;
}

/** Throws, naming every port that something else holds and the variable that moves it. */
export async function checkPorts(wanted) {
  const taken = [];
  for (const [variable, port] of Object.entries(wanted)) {
    if (!(await isFree(port))) taken.push(`port ${port} is taken (set ${variable} to another in .env)`);
  }
  if (taken.length > 0) {
    throw new Actionable(`${taken.join('; ')}. Or stop what is running there: it may be another Heliograph.`);
  }
}
