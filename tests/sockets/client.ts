import { once } from "node:events";
// @ts-types="@types/ws"
import { type ClientOptions, WebSocket } from "ws";

/** What a client saw of its upgrade. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Of a refusal. */
  readonly body: string;
}

/** A client's end of a WebSocket, as tests hold it. */
export class Client {
  readonly answered: Answered;
  readonly socket: WebSocket;
  readonly messages: (string | Uint8Array)[] = [];
  closed: { readonly code: number; readonly reason: string } | undefined;

  private constructor(socket: WebSocket, answered: Answered) {
    this.socket = socket;
    this.answered = answered;
  }

  /** Asks for an upgrade; resolves whatever the answer. */
  static async ask(
    url: string,
    options: ClientOptions = {},
    protocols: readonly string[] = [],
  ): Promise<Client> {
    const socket = new WebSocket(url, [...protocols], { maxPayload: 0, ...options });
    return await new Promise<Client>((resolve, reject) => {
      let client: Client;
      socket.once("upgrade", ({ headers }) => {
        client = new Client(socket, { status: 101, headers, body: "" });
        client.#listen();
      });
      socket.once("open", () => resolve(client));
      socket.once("unexpected-response", async (_, answer) => {
        let body = "";
        for await (const piece of answer) body += piece;
        const { statusCode = 0, headers } = answer;
        resolve(new Client(socket, { status: statusCode, headers, body }));
      });
      socket.on("error", reject);
    });
  }

  /** The next message from now on. */
  async next(): Promise<string | Uint8Array> {
    const [data, isBinary] = await once(this.socket, "message");
    return isBinary ? data : `${data}`;
  }

  /** How it was closed. */
  async end(): Promise<{ readonly code: number; readonly reason: string }> {
    if (this.closed === undefined) await once(this.socket, "close");
    return this.closed!;
  }

  #listen(): void {
    this.socket.on("message", (data: Uint8Array, isBinary) => {
      this.messages.push(isBinary ? data : `${data}`);
    });
    this.socket.on("close", (code, reason) => this.closed = { code, reason: `${reason}` });
  }
}
