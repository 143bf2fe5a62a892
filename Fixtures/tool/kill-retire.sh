# Retires a counselor again and again, until that is done or it is killed.
until vaulttool retire 'Leaver' --as admin.key --json >retired 2>errors; do :; done
touch done
