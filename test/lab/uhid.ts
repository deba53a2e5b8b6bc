/**
 * A virtual HID device in the kernel: `/dev/uhid` makes a real `/dev/hidraw*` of it (Linux, Documentation/hid/uhid.rst). Events are a
 * 32-bit type and a packed structure.
 */
import { closeSync, openSync, read, writeSync } from 'node:fs';
import type { VirtualHidDevice } from '../virtual/hid/contract.ts';

const TYPE = {
  destroy: 1,
  output: 6,
  getReport: 9,
  getReportReply: 10,
  create2: 11,
  input2: 12,
  setReport: 13,
  setReportReply: 14,
};
const DATA_MAX = 4096;
const EVENT_BYTES = 4 + 128 + 64 + 64 + 2 + 2 + 4 * 4 + DATA_MAX;
const BUS_USB = 3;
const EIO = 5;

/** Plugs a device in; the function that comes back pulls it out. */
export function plugIntoKernel(device: VirtualHidDevice): () => void {
  const fd = openSync('/dev/uhid', 'r+');
  writeSync(fd, createEvent(device));
  let over = false;
  const buffer = Buffer.alloc(EVENT_BYTES);
  const next = (): void => {
    read(fd, buffer, 0, EVENT_BYTES, null, (error, bytes) => {
      if (over || error !== null) return;
      if (bytes >= 4) take(fd, device, buffer);
      next();
    });
  };
  next();
  device.powerOn((report) => {
    if (!over) writeSync(fd, inputEvent(report));
  });
  return () => {
    if (over) return;
    over = true;
    device.powerOff();
    writeSync(fd, header(TYPE.destroy, 4));
    closeSync(fd);
  };
}

function header(type: number, length: number): Buffer {
  const event = Buffer.alloc(length);
  event.writeUInt32LE(type, 0);
  return event;
}

function createEvent({ nameplate }: VirtualHidDevice): Buffer {
  const event = header(TYPE.create2, EVENT_BYTES);
  event.write(`${nameplate.maker} ${nameplate.product}`, 4, 127, 'utf8');
  event.write(nameplate.serial, 4 + 128 + 64, 63, 'utf8');
  let at = 4 + 128 + 64 + 64;
  at = event.writeUInt16LE(nameplate.reportDescriptor.length, at);
  at = event.writeUInt16LE(BUS_USB, at);
  for (const value of [nameplate.vendorId, nameplate.productId, nameplate.release, 0])
    at = event.writeUInt32LE(value, at);
  event.set(nameplate.reportDescriptor, at);
  return event;
}

/** The kernel wants numbered reports with their number, the others without. */
function inputEvent(report: Uint8Array): Buffer {
  const data = report[0] === 0 ? report.subarray(1) : report;
  const event = header(TYPE.input2, 4 + 2 + data.length);
  event.writeUInt16LE(data.length, 4);
  event.set(data, 6);
  return event;
}

function take(fd: number, device: VirtualHidDevice, event: Buffer): void {
  const type = event.readUInt32LE(0);
  if (type === TYPE.output) {
    const size = event.readUInt16LE(4 + DATA_MAX);
    device.onOutput(Uint8Array.from(event.subarray(4, 4 + size)));
  } else if (type === TYPE.getReport) {
    const answer = device.onGetFeature(event[8]!);
    const reply = header(TYPE.getReportReply, 4 + 4 + 2 + 2 + (answer?.length ?? 0));
    reply.writeUInt32LE(event.readUInt32LE(4), 4);
    reply.writeUInt16LE(answer === null ? EIO : 0, 8);
    reply.writeUInt16LE(answer?.length ?? 0, 10);
    if (answer !== null) reply.set(answer, 12);
    writeSync(fd, reply);
  } else if (type === TYPE.setReport) {
    const size = event.readUInt16LE(10);
    const isTaken = device.onSetFeature(Uint8Array.from(event.subarray(12, 12 + size)));
    const reply = header(TYPE.setReportReply, 10);
    reply.writeUInt32LE(event.readUInt32LE(4), 4);
    reply.writeUInt16LE(isTaken ? 0 : EIO, 8);
    writeSync(fd, reply);
  }
}
