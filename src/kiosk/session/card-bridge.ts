import type { CardReaderCommand, CardReaderFact } from '../../../drivers/card-reader.ts';
import type { Device } from '../../../drivers/device.ts';
import type { SessionCommand } from '../../../fsm/events.ts';
import type { PinBuffer } from './pin-buffer.ts';
import { renewalMonth } from './renewal.ts';
import type { ServiceClock } from '../hours/service-clock.ts';
import type { KioskServices } from '../services.ts';

type CardCommand = Extract<SessionCommand, { type: `card.${string}` }>;

/** Card reader ↔ chart. Holds the certificate just read, for the cell, and its fingerprint, to know the card again. */
export interface CardBridge {
  command(command: CardCommand): void;
  onFact(fact: CardReaderFact): void;
  /** The certificate of the card on the reader, DER; null when there is none. */
  certificate(): Uint8Array | null;
  /** Forgets everything of the citizen's card. */
  forget(): void;
}

export function createCardBridge(
  device: Device<CardReaderCommand, CardReaderFact>,
  pin: PinBuffer,
  services: Pick<KioskServices, 'send'> & { readonly serviceClock: Pick<ServiceClock, 'now_epoch_ms'> },
): CardBridge {
  const { send, serviceClock } = services;
  let certificate: Uint8Array | null = null;
  let fingerprint: string | null = null;

  function identified(fact: Extract<CardReaderFact, { type: 'cardIdentified' }>): void {
    const sameCard = fingerprint === null || fingerprint === fact.fingerprint;
    certificate?.fill(0);
    certificate = fact.certificate;
    fingerprint ??= fact.fingerprint;
    const now_epoch_ms = serviceClock.now_epoch_ms();
    const renewal = renewalMonth(now_epoch_ms, fact.notAfter_epoch_s);
    send({
      type: 'card.identified',
      tries: fact.tries,
      expired: now_epoch_ms > fact.notAfter_epoch_s * 1000,
      sameCard,
      ...(renewal === null ? {} : { renewal }),
    });
  }

  function onFact(fact: CardReaderFact): void {
    switch (fact.type) {
      case 'cardInserted':
        send({ type: 'card.inserted' });
        return;
      case 'cardIdentified':
        identified(fact);
        return;
      case 'cardRefused':
        send({ type: 'card.refused', code: fact.code });
        return;
      case 'pinWrong':
        send({ type: 'card.pinWrong', tries: fact.tries });
        return;
      case 'signed':
        send({ type: 'card.signed', signature: fact.signature });
        return;
      case 'cardFailed':
        send({ type: 'card.failed', code: fact.code });
        return;
      case 'pinVerified':
      case 'pinBlocked':
      case 'pinOutcomeUnknown':
        send({ type: `card.${fact.type}` });
        return;
      case 'cardRemoved':
        send({ type: 'card.removed' });
        return;
      case 'released':
        send({ type: 'card.released' });
        return;
      case 'status':
      case 'identified':
      case 'health':
      case 'holder':
      case 'noise':
        return;
    }
  }

  function command(order: CardCommand): void {
    switch (order.type) {
      case 'card.accept':
        device.command({ type: 'accept' });
        return;
      case 'card.verifyPin': {
        const digits = pin.take();
        if (digits) device.command({ type: 'verifyPin', pin: digits, triesShown: order.triesShown });
        else send({ type: 'card.failed', code: 'internal' });
        return;
      }
      case 'card.sign':
        device.command({ type: 'sign', digest_sha256: order.digest_sha256 });
        return;
      case 'card.release':
        device.command({ type: 'release' });
        return;
    }
  }

  return {
    command,
    onFact,
    certificate: () => certificate,
    forget: () => {
      certificate?.fill(0);
      certificate = null;
      fingerprint = null;
    },
  };
}
