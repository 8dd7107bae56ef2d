import type { Command, CommandReply, Telemetry } from '../../station/index.ts';
import type { StationPort } from '../station-port.ts';

/** What passed between an executive and its station in one step; plain data, so that it can be laid down as it happens. */
export type Exchange =
  | { readonly kind: 'telemetry'; readonly seen: Telemetry }
  | { readonly kind: 'command'; readonly number: number; readonly command: Command; readonly reply: CommandReply };

/**
 * The station's side of the line: carries a command out once, however often it is sent. An executive that was killed between a command and its reply sends it again with the same number
 * and gets the reply that it missed.
 */
export class CommandGateway {
  readonly #port: StationPort;
  #last: { readonly number: number; readonly reply: CommandReply } | null = null;

  constructor(port: StationPort) {
    this.#port = port;
  }

  telemetry(): Telemetry {
    return this.#port.telemetry();
  }

  send(number: number, command: Command): CommandReply {
    if (this.#last?.number !== number) this.#last = { number, reply: this.#port.command(command) };
    return this.#last.reply;
  }
}

/**
 * The executive's side: remembers what it has seen and sent since its last checkpoint. After a restart from that checkpoint the step that was broken off is gone through again on what is
 * remembered, so it takes the same decisions and sends nothing twice; where memory ends it goes on with the station.
 *
 *     save the executive -> begin(number of the next command) -> step(signals) -> save the executive -> ...
 */
export class RecordedPort implements StationPort {
  readonly #gateway: CommandGateway;
  readonly exchanges: Exchange[];
  #at = 0;
  #number: number;

  /** @param number of the first command of the step; @param exchanges what is remembered of it */
  constructor(gateway: CommandGateway, number: number, exchanges: readonly Exchange[] = []) {
    this.#gateway = gateway;
    this.#number = number;
    this.exchanges = [...exchanges];
  }

  /** Number of the next command. */
  get number(): number {
    return this.#number;
  }

  /** A checkpoint was laid down: what was before it need not be remembered. */
  begin(): void {
    this.exchanges.length = 0;
    this.#at = 0;
  }

  telemetry(): Telemetry {
    const known = this.#next();
    if (known?.kind === 'telemetry') return known.seen;
    if (known !== null)
      throw new Error('the step that is gone through again asks for telemetry where it sent a command');
    const seen = this.#gateway.telemetry();
    this.#keep({ kind: 'telemetry', seen });
    return seen;
  }

  command(command: Command): CommandReply {
    const known = this.#next();
    const number = this.#number;
    this.#number += 1;
    if (known !== null) {
      if (known.kind === 'command' && JSON.stringify(known.command) === JSON.stringify(command)) return known.reply;
      throw new Error('the step that is gone through again sends another command');
    }
    const reply = this.#gateway.send(number, command);
    this.#keep({ kind: 'command', number, command, reply });
    return reply;
  }

  #next(): Exchange | null {
    const known = this.exchanges[this.#at] ?? null;
    if (known !== null) this.#at += 1;
    return known;
  }

  #keep(exchange: Exchange): void {
    this.exchanges.push(exchange);
    this.#at += 1;
  }
}
