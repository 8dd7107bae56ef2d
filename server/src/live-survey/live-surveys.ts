import type { LiveMap, LiveSurveyOptions, LiveSurveyQuery, liveSurveyMessages } from '@openilrs/api/contract';
import type { z } from 'zod';
import { ApiError } from '../http/api-error.ts';
import type { LiveFileRequest, LivePicture, LiveQuestion, LiveSurveyEngine } from './live-survey-types.ts';
import { extent } from './raster-bytes.ts';

/** Questions that are worked on at one time; each gets its turns in order. */
const MOST_QUESTIONS = 4;
/** Pictures that are kept for the layers that a page has not fetched yet, and for whoever asks the same again. */
const KEPT_BYTES = 256e6;

type Asked = Omit<LiveSurveyQuery, 'spells'> & Partial<Pick<LiveSurveyQuery, 'spells'>>;
type Messages = { [K in keyof typeof liveSurveyMessages]: z.infer<(typeof liveSurveyMessages)[K]> };
export type LiveSurveyMessage = { [K in keyof Messages]: { readonly name: K; readonly data: Messages[K] } }[keyof Messages]; // prettier-ignore

/** The live maps of a server: one question for each client (the newest), a few together, and the pictures that were made. */
export class LiveSurveys {
  private readonly engine: LiveSurveyEngine;
  private readonly asked = new Map<string, AbortController>();
  private readonly pictures = new Map<string, LivePicture>();
  private warmed = false;

  constructor(engine: LiveSurveyEngine) {
    this.engine = engine;
  }

  async options(): Promise<LiveSurveyOptions> {
    const options = await this.engine.options();
    void this.warm(options);
    return options;
  }

  /**
   * Takes a question, ending the one before of the same client; the messages come when they are read.
   *
   * @throws ApiError `SURVEY_BUSY`; InputError when the question cannot be answered
   */
  async ask({ client, spells, ...asked }: Asked, signal: AbortSignal): Promise<AsyncGenerator<LiveSurveyMessage>> {
    const question: LiveQuestion = { ...asked, spells: spells === 'yes' };
    this.asked.get(client)?.abort();
    if (this.asked.size >= MOST_QUESTIONS && !this.asked.has(client)) throw busy();
    const control = new AbortController();
    this.asked.set(client, control);
    const give = (): void => {
      if (this.asked.get(client) === control) this.asked.delete(client);
    };
    try {
      const session = await this.engine.open(question);
      return this.messages(session, AbortSignal.any([signal, control.signal]), give);
    } catch (error) {
      give();
      throw error;
    }
  }

  /** @throws ApiError `NOT_FOUND` */
  picture(id: string): LivePicture {
    const picture = this.pictures.get(id);
    if (picture === undefined)
      throw new ApiError('NOT_FOUND', `there is no live map ${id}`, { where: 'map', remedy: 'Ask for the map again' });
    this.pictures.delete(id);
    this.pictures.set(id, picture); // used last
    return picture;
  }

  file(id: string, request: Omit<LiveFileRequest, 'picture'>): Promise<Uint8Array> {
    return this.engine.file({ picture: this.picture(id), ...request });
  }

  private async *messages(session: string, signal: AbortSignal, end: () => void): AsyncGenerator<LiveSurveyMessage> {
    const startMs = performance.now();
    const elapsedS = () => Math.round(performance.now() - startMs) / 1000;
    try {
      while (!signal.aborted) {
        const step = await this.engine.advance(session);
        if (signal.aborted) break;
        if (step.kind === 'done') return yield { name: 'done', data: { elapsedS: elapsedS() } };
        if (step.kind === 'progress') {
          const { kind: _, ...data } = step;
          yield { name: 'progress', data };
        } else {
          this.keep(step.picture);
          yield { name: 'map', data: mapOf(step.picture, elapsedS()) };
        }
      }
    } finally {
      end();
      void this.engine.drop(session).catch(() => undefined);
    }
  }

  /** Prepares terrain and sky for the question that comes next, turn by turn, so that another's turns come between. */
  private async warm({ heightM, period, cellM }: LiveSurveyOptions): Promise<void> {
    if (this.warmed) return;
    this.warmed = true;
    const question: LiveQuestion = { heightM: heightM.usual, ...period.usual, cellM: cellM.usual };
    try {
      const session = await this.engine.open(question);
      for (let finest = false; !finest;) {
        const step = await this.engine.advance(session);
        if (step.kind === 'map') this.keep(step.picture);
        // the last picture is the work of seconds: not before somebody asks
        finest = step.kind === 'done' || (step.kind === 'progress' && step.cellM === cellM.usual && step.done > 0);
      }
      await this.engine.drop(session);
    } catch {
      this.warmed = false; // whoever asks hears why not
    }
  }

  private keep(picture: LivePicture): void {
    this.pictures.delete(picture.id);
    this.pictures.set(picture.id, picture);
    const bytes = ({ layers }: LivePicture) => Object.values(layers).reduce((sum, one) => sum + one.byteLength, 0);
    let total = [...this.pictures.values()].reduce((sum, one) => sum + bytes(one), 0);
    for (const [id, oldest] of this.pictures) {
      if (total <= KEPT_BYTES || id === picture.id) break;
      total -= bytes(oldest);
      this.pictures.delete(id);
    }
  }
}

function mapOf({ layers, notice: _, ...facts }: LivePicture, elapsedS: number): LiveMap {
  const shown = Object.entries(layers).map(([id, values]) => {
    const [min, max] = extent(values);
    return { id: id as LiveMap['layers'][number]['id'], min, max };
  });
  return { ...facts, layers: shown, elapsedS, provenance: facts.provenance };
}

function busy(): ApiError {
  return new ApiError('SURVEY_BUSY', `${MOST_QUESTIONS} live maps are being worked out`, {
    legal: `at most ${MOST_QUESTIONS} at one time`,
    remedy: 'Try again when one of them is done, in some seconds',
  });
}
