/// The user that this thread's file accesses are checked against. Root may read everything, so a test of
/// "permission denied" has to be somebody else for a moment.
#ifndef HEADROOM_CFILEUSER_H
#define HEADROOM_CFILEUSER_H

/// Nobody, where the process is root; no change where it is not.
void file_user_become_nobody(void);

/// The process's own user again.
void file_user_restore(void);

#endif
