import type { InterfacePlace, SocketPlace } from '../api/contract.ts';
import type { DaemonArguments } from './arguments.ts';
import type { InterfaceKeyFiles } from '../../config/key-files.ts';
import type { Config } from '../../config/schema.ts';

/**
 * One socket a group: everything for technicians, reading for watchers, the service for the copier. For maintenance one alone, of
 * this user alone; `onEmpty` is called when its last client hung up.
 */
export function socketsOf(
  { socket }: Config,
  maintenance: DaemonArguments['maintenance'],
  onEmpty: () => void,
): SocketPlace[] {
  if (maintenance !== null) {
    const rights = ['watch', 'operate', 'money'] as const;
    return [{ path: maintenance.socket, rights, isPrivate: true, onEmpty }];
  }
  const places: SocketPlace[] = [{ path: socket.path, rights: ['watch', 'signed', 'serve', 'operate', 'money'] }];
  if (socket.watchPath !== undefined) places.push({ path: socket.watchPath, rights: ['watch', 'signed'] });
  if (socket.copierPath !== undefined) places.push({ path: socket.copierPath, rights: ['watch', 'serve'] });
  return places;
}

/** The API towards other boards, where the configuration names an address. */
export function interfaceOf({ interface: place }: Config, keys: InterfaceKeyFiles | null): InterfacePlace | null {
  if (place.address === undefined || keys === null) return null;
  return { ...keys, address: place.address, port: place.port, names: place.names, clients: place.clients };
}
