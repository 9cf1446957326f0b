# To be sourced: where the kernel of Tools/rig/uml is.

# Where Tools/rig/build-kernel puts it.
cached_kernel() { echo "${XDG_CACHE_HOME:-$HOME/.cache}/headroom/linux-uml"; }

# HEADROOM_UML_KERNEL names another one.
kernel() { echo "${HEADROOM_UML_KERNEL:-$(cached_kernel)}"; }
