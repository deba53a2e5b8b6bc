/** Asks a printer who it is, over IPP, before its certificate is pinned: nothing but its name is asked, and nothing is believed. */
import { connect } from 'node:tls';
import type { Clock } from '../base/clock.ts';
import type { HttpPipe } from '../../drivers/contract.ts';
import { CAPABILITY_ATTRIBUTES, readAnswer, requests, STATE_ATTRIBUTES, textOf } from '../../drivers/ipp/messages.ts';
import { ippPrinterOptions } from '../../drivers/ipp/options.ts';
import type { Found } from './contract.ts';
import { COMMISSION_LIMITS } from './limits.ts';

export interface PrinterWires {
  readonly clock: Clock;
  openHttp(printer: { readonly uri: string; readonly certificatePin?: string }): HttpPipe;
}

const REQUEST_ID = 1;

/** SHA-256 of the certificate that answers there, as `AB:CD:…`; null when nothing does. */
function fingerprintAt(uri: string, clock: Clock): Promise<string | null> {
  const { hostname, port } = new URL(uri.replace(/^ipps:/, 'https:'));
  return new Promise((resolve) => {
    // Looked at only: a person compares what is shown with what the printer's own panel says.
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({ host, port: port === '' ? 631 : Number(port), rejectUnauthorized: false });
    const end = (found: string | null): void => {
      timer.cancel();
      socket.destroy();
      resolve(found);
    };
    const timer = clock.after(COMMISSION_LIMITS.printer_answers_ms, () => end(null));
    socket.once('secureConnect', () => end(socket.getPeerCertificate().fingerprint256 ?? null));
    socket.once('error', () => end(null));
  });
}

/** The printer at this address; null when none answers. */
export async function probePrinter({ clock, openHttp }: PrinterWires, uri: string): Promise<Found | null> {
  const isTls = uri.startsWith('ipps:');
  const fingerprint = isTls ? await fingerprintAt(uri, clock) : null;
  if (isTls && fingerprint === null) return null;
  const pin = fingerprint === null ? {} : { certificatePin: fingerprint };
  const body = await post(openHttp({ uri, ...pin }), uri, pin, clock);
  if (body === null) return null;
  const answer = readAnswer(body.status, body.bytes, REQUEST_ID);
  if (!answer.ok) return null;
  const { message } = answer;
  const product = textOf(message, 'printer', 'printer-make-and-model') ?? '';
  const deviceId = textOf(message, 'printer', 'printer-device-id') ?? '';
  return {
    kind: 'printer',
    uri,
    identity: {
      maker: /MFG:([^;]*);/.exec(deviceId)?.[1] ?? product.split(' ')[0] ?? '',
      product,
      serial: textOf(message, 'printer', 'printer-serial-number'),
      firmware: textOf(message, 'printer', 'printer-firmware-string-version'),
    },
    uuid: textOf(message, 'printer', 'printer-uuid'),
    fingerprint,
  };
}

type Posted = { readonly status: number; readonly bytes: Uint8Array };

function post(pipe: HttpPipe, uri: string, pin: { certificatePin?: string }, clock: Clock): Promise<Posted | null> {
  return new Promise((resolve) => {
    const end = (posted: Posted | null): void => {
      timer.cancel();
      pipe.close();
      resolve(posted);
    };
    const timer = clock.after(COMMISSION_LIMITS.printer_answers_ms, () => end(null));
    pipe.onInput((input) => {
      if (input.type === 'reply') end({ status: input.status, bytes: input.body });
      else if (input.type === 'exchangeFailed') end(null);
    });
    const options = ippPrinterOptions.parse({ uri, ...pin });
    const names = [...STATE_ATTRIBUTES, ...CAPABILITY_ATTRIBUTES];
    const head = requests.printerAttributes({ options, requestId: REQUEST_ID }, names);
    pipe.send({ type: 'post', exchange: 1, head, document: null });
  });
}
