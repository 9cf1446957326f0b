/// What Linux knows of files beyond POSIX, which Swift's Glibc module does not show.
#ifndef HEADROOM_CFILE_H
#define HEADROOM_CFILE_H

/// Begins to bring to the disk what is written, and does not wait for it. Where that is not possible nothing happens.
void headroom_file_start_writeback(int descriptor);

#endif
