example ai-platform
expect 0 graph --environment staging
expect 0 graph --environment staging --tenant tenant-2
expect 0 graph --runners --output runners.dot
unset DISPLAY WAYLAND_DISPLAY BROWSER
expect 0 graph --environment staging --open --output page.html
expect 1 graph --environment moon
expect 64 graph --runners --tenant tenant-2
