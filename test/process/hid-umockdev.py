"""A panel board on umockdev: hidapi in the child finds, opens, asks, writes and reads it as if it were on USB.

Speaks lines with its parent: `plug`, `pull`, `input HEX` come; `output HEX` goes. The child is what stands behind `--`.
"""
import os
import subprocess
import sys
import threading
import tty

import gi

gi.require_version('UMockdev', '1.0')
from gi.repository import GLib, UMockdev  # noqa: E402

DESCRIPTOR = bytes.fromhex(sys.argv[1])
IDENTITY = bytes.fromhex(sys.argv[2])
NODE = '/dev/hidraw7'
RECORD = f"""P: /devices/pci0000:00/usb1/1-1
E: SUBSYSTEM=usb
E: DEVTYPE=usb_device
A: idVendor=1209
A: idProduct=0001
A: bcdDevice=0100
A: manufacturer=Madoguchi
A: product=panel board
A: serial=0001

P: /devices/pci0000:00/usb1/1-1/1-1:1.0
E: SUBSYSTEM=usb
E: DEVTYPE=usb_interface
A: bInterfaceNumber=00

P: /devices/pci0000:00/usb1/1-1/1-1:1.0/0003:1209:0001.0001
E: SUBSYSTEM=hid
E: HID_ID=0003:00001209:00000001
E: HID_NAME=Madoguchi panel board
E: HID_UNIQ=0001
H: report_descriptor={DESCRIPTOR.hex().upper()}

P: /devices/pci0000:00/usb1/1-1/1-1:1.0/0003:1209:0001.0001/hidraw/hidraw7
N: hidraw7
L: device=../../../0003:1209:0001.0001
E: SUBSYSTEM=hidraw
E: DEVNAME={NODE}
"""
LEAF_FIRST = [line[3:] for line in RECORD.split('\n') if line.startswith('P: ')][::-1]


class Board(UMockdev.IoctlBase):
    """Answers the ioctls of hidraw (linux/hidraw.h): size and text of the descriptor, and feature report 1."""

    def do_handle_ioctl(self, client):
        request = client.get_request()
        number, size = request & 0xFF, (request >> 16) & 0x3FFF
        argument = client.get_arg()
        if (request >> 8) & 0xFF != ord('H'):
            return False
        if number == 0x01:
            argument.resolve(0, 4).update(0, len(DESCRIPTOR).to_bytes(4, 'little'))
            client.complete(0, 0)
        elif number == 0x02:
            argument.resolve(0, 4 + len(DESCRIPTOR)).update(4, DESCRIPTOR)
            client.complete(0, 0)
        elif number == 0x07:
            answer = IDENTITY[:size]
            argument.resolve(0, size).update(0, answer)
            client.complete(len(answer), 0)
        else:
            client.complete(-1, 25)
        return True

    def do_handle_write(self, client):
        data = client.get_arg().retrieve()
        print('output', bytes(data).hex(), flush=True)
        client.complete(len(data), 0)
        return True


def main():
    testbed = UMockdev.Testbed.new()
    board = Board()
    child = subprocess.Popen(sys.argv[sys.argv.index('--') + 1 :])
    wire = {'fd': -1}

    def plug():
        testbed.add_from_string(RECORD)
        testbed.attach_ioctl(NODE, board)
        wire['fd'] = testbed.get_dev_fd(NODE)
        tty.setraw(wire['fd'])

    def pull():
        os.close(wire['fd'])
        testbed.detach_ioctl(NODE)
        for path in LEAF_FIRST:
            testbed.uevent('/sys' + path, 'remove')
            testbed.remove_device('/sys' + path)

    def command(line):
        words = line.split()
        if words[0] == 'plug':
            plug()
        elif words[0] == 'pull':
            pull()
        elif words[0] == 'input':
            os.write(wire['fd'], bytes.fromhex(words[1]))

    def listen():
        for line in sys.stdin:
            GLib.idle_add(lambda text=line: command(text) and False)
        child.terminate()

    loop = GLib.MainLoop()
    threading.Thread(target=listen, daemon=True).start()
    threading.Thread(target=lambda: (child.wait(), loop.quit()), daemon=True).start()
    loop.run()


main()
