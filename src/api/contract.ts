/**
 * The API's side towards the kiosk: what a view is made from (`viewOf` of `view/view.ts`) and how the server is started
 * (`startApi` of `server.ts`). What travels on the wire stands in `messages.ts`.
 */
import type { Clock } from '../base/clock.ts';
import type { CodeName } from '../base/codes.ts';
import type { CitizenFact, SessionPicture, StaffTouch } from '../../fsm/events.ts';
import type { Reminder } from '../reminder/contract.ts';
import type { Access } from './messages-access.ts';
import type { Locale, LocalisedName } from '../words/contract.ts';
import type { ClientMessage, Operations, Right, View } from './messages.ts';
import type { StaffDesk } from './staff-desk.ts';

export type {
  Asked,
  CalibrationResult,
  CardLookResult,
  CashLevelsResult,
  CommandResult,
  DeviceResult,
  DevicesResult,
  DiagCheck,
  DiagLevel,
  DiagQuestion,
  DiagResult,
  DiagRow,
  DrainResult,
  EventOf,
  EventsResult,
  ExchangeBooked,
  ExchangeOpen,
  HealthResult,
  IncidentsResult,
  LampsTestResult,
  MethodName,
  Operations,
  ParamsOf,
  PrinterLookResult,
  ReconcileResult,
  ResultOf,
  StatusResult,
  TestDispenseResult,
  View,
} from './messages.ts';
export type * from './staff-desk.ts';

/** How a municipality is called and whom its citizens call (R112); from the municipal data. */
export interface MunicipalityWords {
  readonly name: LocalisedName;
  /** Name of the desk, as in 「市民課」. */
  readonly desk: LocalisedName;
  /** Empty where the municipality's page gives none. */
  readonly phone: string;
  /** Page that lists its closed days (R113); null or left out where it names none. */
  readonly closedDaysPage?: string | null;
  /** Keywords of what it says of every certificate (`noStaples`). */
  readonly notices: readonly string[];
  /** What it calls its certificates. */
  readonly types: Readonly<Record<string, LocalisedName>>;
  /** What it calls items that others do not have. */
  readonly items: Readonly<Record<string, LocalisedName>>;
  /** To whom the collection of fees is entrusted and since which day, `2016-01-07` (R76). */
  readonly collection: { readonly agent: string; readonly address: string; readonly entrustedOn: string } | null;
}

/** Days `from` ≤ day ≤ `until`, as `2025-04-16`; `until` left out = still in force. */
export interface DaySpan {
  readonly from: string;
  readonly until?: string | undefined;
}

/** What is said about cards where it depends on chain and day (requirements 2.8); from the configuration. */
export interface CardMessages {
  /** Number of the national call centre for card matters (R33); on other days the one that is built in. */
  readonly callCentrePhones: readonly (DaySpan & { readonly phone: string })[];
  /** Days on which stores of this chain set a locked PIN anew; on other days city hall alone (R28). */
  readonly pinResetInStores: readonly DaySpan[];
}

/** What screens say of the hours. Moments are service time, milliseconds since 1970; days those of Asia/Tokyo. */
export interface HoursShown {
  /** Why nothing begins now; null while something may. `reason`: keyword of `closure.REASON` of the words. */
  readonly closed:
    | { readonly why: 'hours' }
    | { readonly why: 'day'; readonly reason: string }
    | { readonly why: 'notBegun' | 'ended'; readonly day: string }
    | null;
  /** The next moment at which something may begin; null while it may, and when none is known. */
  readonly opens_epoch_ms: number | null;
  /** The last moment at which something may begin, when that is soon (R82). */
  readonly lastStart_epoch_ms: number | null;
}

/** What is set on the forms of one certificate, sent or not. */
export interface FormDraft {
  readonly options: Readonly<Record<string, boolean>>;
  readonly persons: readonly number[];
  readonly copies: number;
}

/** What a client wants beside intents: settings, overlays, changes to the form, the screen said again. */
export type Deed = Exclude<ClientMessage, { type: 'hello' | 'intent' }>;

/** Everything a view is made from. No clock, no citizen text, no PIN digit: only how many digits were typed. */
export interface ViewInput {
  readonly picture: SessionPicture;
  readonly locale: Locale;
  /** How this citizen wants it shown and spoken; left out: as sites begin. */
  readonly access?: Access;
  /** What is set on the form of this screen; left out or null: what the request has. */
  readonly form?: FormDraft | null;
  /** Languages that this site offers; left out: all. */
  readonly languages?: readonly Locale[];
  /** Page of the operating guide (R17); left out: that of J-LIS. */
  readonly guidePage?: string;
  /** What lies over the screen; left out or null: nothing. */
  readonly overlay?: NonNullable<View['overlay']>['kind'] | null;
  /** Where the tactile keypad stands. */
  readonly cursor?: string | null;
  /** Order of the digits on the PIN pad; left out: 1 to 9, then 0. */
  readonly pinOrder?: readonly number[];
  /** How long one sheet took in this session; left out: not known yet. */
  readonly leafTime_s?: number;
  /** Digits in the PIN buffer, 0…4. */
  readonly pinDigits: number;
  /** Asia/Tokyo service time from the centre; null while it is not known. */
  readonly serviceTime_epoch_ms: number | null;
  /** Hours of the service, or of the municipality that the screen is about; left out or null: not known. */
  readonly hours?: HoursShown | null;
  /** The operator's page that lists stores and closed days (R113); left out: there is none. */
  readonly operatorPage?: string;
  /** Until the time-out acts; null = no time-out runs. */
  readonly timeLeft_s: number | null;
  readonly municipalities: Readonly<Record<string, MunicipalityWords>>;
  readonly kioskName: string;
  /** Telephone of the kiosk's operator: for slips and machine trouble. */
  readonly operatorPhone: string;
  /** Left out: the product's own. */
  readonly cardMessages?: CardMessages;
  /** State of the reminder on the screen `takeItems`; null elsewhere. */
  readonly reminder: Reminder | null;
  /** Books and devices for the screens of staff mode; null elsewhere. */
  readonly staff: StaffDesk | null;
  /** The staff code can be asked for from the idle screen. */
  readonly staffDoor: boolean;
}

/** A key of the PIN pad: a digit, or one of the two editing keys. Never logged. */
export type PinKey = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 'delete' | 'clear';

/** One utterance as it is played, for the voice log and for a bench page. */
export interface PlayedVoice {
  readonly utteranceId: string;
  readonly text: string;
  readonly locale: Locale;
  /** 0…1. */
  readonly loudness: number;
  /** WAV file inside `voiceDir`; null when nothing could be rendered. */
  readonly file: string | null;
}

/** What the API writes to the log: type and code of what happened, never a content. */
export type ApiLog = (event: string, fields: Readonly<Record<string, string | number | boolean>>) => void;

/** A Unix socket: who may open it is settled by the group of its folder (README). */
export interface SocketPlace {
  readonly path: string;
  readonly rights: readonly Right[];
  /** Only this user may open it, and silence is no reason to hang up; left out: its group may, too. */
  readonly isPrivate?: boolean;
  /** Called when the last client has hung up and no other came, or none at all, in time. */
  readonly onEmpty?: () => void;
}

/** A program or screen on another board: the name in its certificate, and what it may. */
export interface InterfaceClient {
  readonly name: string;
  /** May be the citizen's screen. */
  readonly screen: boolean;
  readonly rights: readonly Right[];
}

/** The API towards other boards of the machine (`interface.ts`). */
export interface InterfacePlace {
  readonly address: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Names under which clients reach it, all in its certificate. Two let each session have a renderer of its own. */
  readonly names: readonly string[];
  readonly certificate_pem: string;
  readonly key_pem: string;
  /** Who issues the clients' certificates. */
  readonly clientAuthority_pem: string;
  readonly clients: readonly InterfaceClient[];
}

/** Where the API listens, who may reach it, and who hears what comes in. */
export interface ApiOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Built panel (`out/panel`); null = no pages are served. */
  readonly panelDir: string | null;
  /** Folder of rendered voices, served under `/voice/` to those who know the token; null = none. */
  readonly voiceDir: string | null;
  /** Size of the touch screen, so that what is touched has 15 mm; left out: 12.1. */
  readonly diagonal_inch?: number;
  /** Token of this machine boot, given to the screen in the fragment of the page's address. */
  readonly token: string;
  /** Unix sockets, each with what may be asked on it. */
  readonly sockets: readonly SocketPlace[];
  /** Left out or null: nothing is served to other boards. */
  readonly interface?: InterfacePlace | null;
  /** Origins beside our own that may open the WebSocket (a bench page), as in `http://127.0.0.1:8090`. */
  readonly origins: readonly string[];
  readonly clock: Clock;
  readonly log: ApiLog;
  onIntent(fact: CitizenFact | StaffTouch): void;
  onDeed(deed: Deed): void;
  onPinKey(key: PinKey): void;
  /** A screen came or went (reason `screenAbsent`). */
  onScreen(present: boolean): void;
  /** What does the methods of the Unix sockets. */
  readonly operations: Operations;
}

/** The running server. */
export interface Api {
  readonly port: number;
  /** Address to open in the kiosk's browser, token in the fragment. */
  readonly screenUrl: string;
  /** Port of the interface; null when there is none. */
  readonly interfacePort: number | null;
  /** Shows a view to the screen and to watchers. Not sent when nothing changed. */
  publish(view: View): void;
  /** Relays text that names a citizen to the screen alone, unread: `handle` as in `household.2`, UTF-8 bytes. */
  relayCitizenText(handle: string, text: Uint8Array): void;
  /** The session is over: the screen goes to a fresh document, and nothing of the old one stays. */
  renewScreen(): void;
  /** Tells watchers (bench page) what is being said. */
  publishVoice(voice: PlayedVoice): void;
  close(): Promise<void>;
}

/** Thrown-away input is answered with one of these and nothing else. */
export type ApiRefusal = Extract<CodeName, `screen${string}`>;
