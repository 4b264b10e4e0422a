// A small stateful Streamable HTTP server on the official TypeScript SDK. It answers an unknown session with 404, as the
// specification asks, tells on standard output what it did, and takes commands from the test under /control:
//   POST /control/evict     forgets every session; requests in flight are left to finish
//   POST /control/release   lets every waiting call of the tool `hold` answer
//   POST /control/announce  sends a log message on the listening stream of every session
//   POST /control/mark      only writes its line, so that the test knows it has read all lines before it
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { SetLevelRequestSchema, SubscribeRequestSchema, UnsubscribeRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

const sessions = new Map();
const held = new Set();
const tell = (...words) => console.log(words.join(' '));
const text = value => ({ content: [{ type: 'text', text: value }] });

function createMcpServer() {
  const server = new McpServer(
    { name: 'stateful-server', version: '1.0.0' },
    { capabilities: { logging: {}, resources: { subscribe: true } } });

  server.registerTool('echo', { description: 'Answers with its message.', inputSchema: { message: z.string() }, annotations: { readOnlyHint: true } },
    async ({ message }, extra) => {
      tell('echo', message, 'in', extra.sessionId);
      return text(message);
    });

  server.registerTool('session', { description: 'Answers with the id of the session it was called in.', annotations: { readOnlyHint: true } },
    async extra => text(extra.sessionId));

  server.registerTool('hold', { description: 'Says that it began, by a progress notification, and waits until it is released or cancelled.' },
    async extra => {
      const ended = new Promise(resolve => {
        held.add(resolve);
        extra.signal.addEventListener('abort', () => resolve('cancelled'));
      });
      await extra.sendNotification({
        method: 'notifications/progress',
        params: { progressToken: extra._meta?.progressToken ?? 'none', progress: 1, total: 2 }
      });
      const how = await ended;
      tell('hold', how, 'in', extra.sessionId);
      return text(`${how} in ${extra.sessionId}`);
    });

  server.registerResource('clock', 'test://clock', {}, async uri => ({ contents: [{ uri: uri.href, text: 'noon' }] }));
  server.server.setRequestHandler(SetLevelRequestSchema, async (request, extra) => {
    tell('level', request.params.level, 'in', extra.sessionId);
    return {};
  });
  server.server.setRequestHandler(SubscribeRequestSchema, async (request, extra) => {
    tell('subscribed', request.params.uri, 'in', extra.sessionId);
    return {};
  });
  server.server.setRequestHandler(UnsubscribeRequestSchema, async (request, extra) => {
    tell('unsubscribed', request.params.uri, 'in', extra.sessionId);
    return {};
  });
  return server;
}

// Keeps what was sent on each stream, for clients that come back with Last-Event-ID.
class EventStore {
  #events = [];

  async storeEvent(streamId, message) {
    this.#events.push({ streamId, message });
    return String(this.#events.length - 1);
  }

  async getStreamIdForEventId(eventId) {
    return this.#events[Number(eventId)]?.streamId;
  }

  async replayEventsAfter(lastEventId, { send }) {
    const last = Number(lastEventId);
    const { streamId } = this.#events[last];
    for (const [id, event] of this.#events.entries())
      if (id > last && event.streamId === streamId && Object.keys(event.message).length > 0) await send(String(id), event.message);
    tell(streamId === '_GET_stream' ? 'listening resumed' : 'call resumed', 'after', lastEventId);
    return streamId;
  }
}

async function openSession() {
  const server = createMcpServer();
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    eventStore: new EventStore(),
    retryInterval: 500,
    onsessioninitialized: id => {
      sessions.set(id, { server, transport });
      tell('session', id, 'opened');
    },
    onsessionclosed: id => {
      sessions.delete(id);
      tell('session', id, 'deleted');
    }
  });
  await server.connect(transport);
  return transport;
}

async function control(command, response) {
  switch (command) {
    case 'evict':
      sessions.clear();
      break;
    case 'release':
      for (const release of held) release('released');
      held.clear();
      break;
    case 'announce':
      for (const { server } of sessions.values())
        await server.server.notification({ method: 'notifications/message', params: { level: 'warning', data: 'announced' } });
      break;
    case 'mark':
      break;
    default:
      response.writeHead(404).end();
      return;
  }
  tell('control', command, 'done');
  response.writeHead(204).end();
}

const http = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost');
  if (pathname.startsWith('/control/')) {
    await control(pathname.slice('/control/'.length), response);
    return;
  }
  if (pathname !== '/mcp') {
    response.writeHead(404).end();
    return;
  }
  const id = request.headers['mcp-session-id'];
  if (id !== undefined && !sessions.has(id)) {
    tell(request.method, 'with the unknown session', id);
    response.writeHead(404, { 'Content-Type': 'application/json' })
      .end(JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: -32001, message: 'Session not found' } }));
    return;
  }
  const transport = id === undefined ? await openSession() : sessions.get(id).transport;
  const handled = transport.handleRequest(request, response);
  if (request.method === 'GET') {
    while (!response.headersSent) await new Promise(setImmediate);
    tell(response.statusCode === 200 ? 'listening in' : 'refused to let listen in', id);
  }
  await handled;
});

http.listen(Number(process.env.PORT), '127.0.0.1', () => tell('ready'));
