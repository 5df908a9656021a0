/// What every form of the attackers list says about itself. Agency policy: the bill prescribes no wording.
enum AttackersNotice {
  static let text =
    "An entry reports a determination under H.R. 8283 §4(g), in the version of the text it names, and the "
    + "reasons given for it. It is not a finding of guilt by a court. The end of an entry is not exoneration."
}
