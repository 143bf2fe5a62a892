# Makes the vault that most transcripts begin with: an admin, a counselor, two organisations, an
# auditor and an owner without a key. A stranger has an identity and is not enrolled.
set -e
person() {
    vaulttool identity new "$1.key" --name "$2" --card "$1.card" --no-passphrase --quiet
}
person admin "Vault administration"
person counselor "Ms Counselor"
person chamber "Chamber of Crafts"
person university "University"
person auditor "Auditor"
person stranger "Stranger"
export VAULTTOOL_IDENTITY=admin.key
vaulttool init vault --origin vault.example/district --quiet
vaulttool enrol counselor.card --role counselor --quiet
vaulttool enrol chamber.card --role organisation --quiet
vaulttool enrol university.card --role organisation --quiet
vaulttool enrol auditor.card --role auditor --quiet
VAULTTOOL_IDENTITY=counselor.key vaulttool enrol --provisional --name "A newcomer" --quiet
