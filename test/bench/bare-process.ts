import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// The least that Node can do before it says that it is ready: no other module, no page, no terminal.
const server = createServer((_, response) => response.end());
server.listen(0, '127.0.0.1', () => console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
