/**
 * Plays a LocalStack that runs in a container: what the stand-in engine runs for `run`. It serves the published port
 * until its standard input closes. `STAND_IN` is JSON with what differs.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const { version = '4.9.2', play = 'healthy', marker } = JSON.parse(process.env['STAND_IN'] ?? '{}');
const args = process.argv.slice(2);
const port = Number(args[args.indexOf('--publish') + 1].split(':')[1]);

function complain(text, code) {
  process.stderr.write(`${text}\n`);
  process.exit(code);
}

if (play === 'dies') complain('out of space\ncannot go on', 3);
if (play === 'port taken once' && !existsSync(marker)) {
  writeFileSync(marker, '');
  complain('Bind for 127.0.0.1 failed: port is already allocated', 125);
}
process.stdin.resume().once('end', () => process.exit(0));
if (play !== 'mute') {
  createServer((request, response) => {
    if (play === 'broken S3' && request.url === '/') response.statusCode = 500;
    response.end(request.url === '/_localstack/health' ? JSON.stringify({ services: {}, version }) : '<x/>');
  }).listen(port, '127.0.0.1');
}
