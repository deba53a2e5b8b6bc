/**
 * The log of one socket, or of one board: a burst as it comes, then a line now and then with the number of those left out. So who asks
 * without end cannot push the lines of others out of the journal. Acts are events and entries of the books besides (src/kiosk/fleet).
 */
import type { Clock } from '../base/clock.ts';
import type { ApiLog } from './contract.ts';
import { API_LIMITS } from './limits.ts';

/** What is written of it. */
export function budgeted(log: ApiLog, clock: Clock): ApiLog {
  const { request_log_lines_max, request_log_each_ms } = API_LIMITS;
  let left: number = request_log_lines_max;
  let since_ms = clock.now_ms();
  let leftOut = 0;
  return (event, fields) => {
    const earned = Math.floor((clock.now_ms() - since_ms) / request_log_each_ms);
    since_ms += earned * request_log_each_ms;
    left = Math.min(request_log_lines_max, left + earned);
    if (left === 0) {
      leftOut += 1;
      return;
    }
    left -= 1;
    if (leftOut > 0) log('command.leftOut', { count: leftOut });
    leftOut = 0;
    log(event, fields);
  };
}
