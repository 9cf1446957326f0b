#include "CFileUser.h"

#include <sys/fsuid.h>
#include <unistd.h>

void file_user_become_nobody(void) { setfsuid(65534); }

void file_user_restore(void) { setfsuid(geteuid()); }
