#define _GNU_SOURCE
#include "CFile.h"

#include <fcntl.h>

void headroom_file_start_writeback(int descriptor) {
  (void)sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
}
