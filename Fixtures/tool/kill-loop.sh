# Stores papers, grants each to the chamber and revokes every second grant, until it is killed. What
# the tool acknowledged is written down first thing.
n=$1
while :; do
    n=$((n + 1))
    printf 'paper %s\n' "$n" >"paper-$n.txt"
    answer=$(vaulttool upload "paper-$n.txt" --owner 'A newcomer' --as counselor.key --json) || exit
    document=$(printf '%s' "$answer" | sed 's/.*"document":"\([^"]*\)".*/\1/')
    echo "upload $document paper-$n.txt" >>acknowledged
    vaulttool grant "$document" --to 'Chamber of Crafts' --purpose recognition \
        --until 2027-03-01 --as counselor.key --quiet || exit
    echo "grant $document" >>acknowledged
    [ $((n % 2)) -eq 0 ] && continue
    vaulttool revoke "$document" --from 'Chamber of Crafts' --as counselor.key --quiet || exit
    echo "revoke $document" >>acknowledged
done
